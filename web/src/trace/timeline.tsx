import { useLanguage } from '../language/language';
import { KINDS, type Node, type Trace } from './trace';
import './timeline.css';

const ROW = 76;
const BOX = { width: 152, height: 50, gap: 10 };
const LABEL = 84;

interface TimelineProps {
  trace: Trace;
  selected?: string;
  onSelect?: (key: string) => void;
  /** Things of one kind that are drawn; the rest is counted. */
  most?: number;
}

/** From project to product, a row a kind; things with a date stand in order of it. Dotted: a link that is only statistical. */
export function Timeline({ trace, selected, onSelect, most = 4 }: TimelineProps) {
  const { t } = useLanguage();
  const rows = KINDS.map((kind) => ({ kind, nodes: trace.nodes.filter((node) => node.step.kind === kind).sort(byDate) }));
  const place = new Map<string, { x: number; y: number }>();
  rows.forEach(({ nodes }, row) => nodes.slice(0, most).forEach((node, i) => place.set(node.key, { x: LABEL + i * (BOX.width + BOX.gap), y: row * ROW + 8 })));
  const width = LABEL + most * (BOX.width + BOX.gap) + 60;
  return (
    <svg className="timeline" viewBox={`0 0 ${width} ${KINDS.length * ROW}`} role={onSelect ? 'group' : 'img'} aria-label={t('trace.title')}>
      {trace.edges.map((edge) => {
        const [a, b] = [place.get(edge.from), place.get(edge.to)];
        if (!a || !b) return null;
        const [x1, y1, x2, y2] = [a.x + BOX.width / 2, a.y + BOX.height, b.x + BOX.width / 2, b.y];
        return <path key={`${edge.from} ${edge.to}`} className="timeline-link" data-statistical={edge.link !== 'stated' || undefined} d={`M${x1} ${y1}C${x1} ${y1 + 24} ${x2} ${y2 - 24} ${x2} ${y2}`} />;
      })}
      {rows.map(({ kind, nodes }, row) => (
        <g key={kind}>
          <text className="timeline-kind" x="0" y={row * ROW + 38}>
            {t(`trace.kind.${kind}`)}
          </text>
          {nodes.slice(0, most).map((node) => {
            const at = place.get(node.key)!;
            const { name, id, year, holder } = node.step;
            const act = onSelect && { role: 'button', tabIndex: 0, 'aria-pressed': selected === node.key, onClick: () => onSelect(node.key), onKeyDown: (event: React.KeyboardEvent) => event.key === 'Enter' && onSelect(node.key) };
            return (
              <g key={node.key} className="timeline-box" data-kind={kind} data-selected={selected === node.key || undefined} data-acts={onSelect ? true : undefined} transform={`translate(${at.x} ${at.y})`} {...act}>
                <title>{[name, id, holder, year ?? t('trace.noDate')].filter(Boolean).join(' · ')}</title>
                <rect width={BOX.width} height={BOX.height} rx="7" />
                <text x="10" y="21" className="timeline-name">
                  {cut(name ?? id, 18)}
                </text>
                <text x="10" y="39" className="timeline-note">
                  {year ?? t('trace.noDate')}
                  {holder ? ` · ${cut(holder, 12)}` : name ? ` · ${cut(id, 12)}` : ''}
                </text>
              </g>
            );
          })}
          {nodes.length === 0 && (
            <text className="timeline-none" x={LABEL + 10} y={row * ROW + 38}>
              {t('state.noData')}
            </text>
          )}
          {nodes.length > most && (
            <text className="timeline-none" x={LABEL + most * (BOX.width + BOX.gap)} y={row * ROW + 38}>
              +{nodes.length - most}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

/** Dated first, earliest first. */
function byDate(a: Node, b: Node): number {
  return (a.step.date ?? '9999').localeCompare(b.step.date ?? '9999') || a.key.localeCompare(b.key);
}

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
