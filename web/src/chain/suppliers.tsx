import { useEconomies } from '../api/economies';
import { percent } from '../figure/number';
import { useLanguage } from '../language/language';
import './way.css';

export interface Supplier {
  segment: string;
  supplier: string;
  share: number | null;
  low: number | null;
  high: number | null;
  year: number | null;
  source: string;
  relation: string;
  own: boolean;
}

const ROW = 27;
const LABEL = 150;
const SCALE = 330;

/** The largest suppliers of a segment, with the interval of each share. */
export function Suppliers({ rows, most = 8 }: { rows: Supplier[]; most?: number }) {
  const { t, language } = useLanguage();
  const { nameOf } = useEconomies();
  const shown = rows.filter((row) => row.share !== null).sort((a, b) => b.share! - a.share!).slice(0, most);
  return (
    <svg className="suppliers" viewBox={`0 0 ${LABEL + SCALE + 70} ${Math.max(shown.length, 1) * ROW + 4}`} role="img" aria-label={t('chain.suppliers')}>
      {shown.map((row, i) => (
        <g key={row.supplier} transform={`translate(0 ${i * ROW + 2})`}>
          <text className="suppliers-name" x={LABEL - 10} y="17">
            {nameOf(row.supplier)}
          </text>
          <rect className="suppliers-bar" data-own={row.own || undefined} x={LABEL} y="4" height="18" rx="3" width={Math.max(row.share! * SCALE, 1)} />
          {row.low !== null && row.high !== null && <line className="suppliers-interval" x1={LABEL + row.low * SCALE} x2={LABEL + row.high * SCALE} y1="13" y2="13" />}
          <text className="suppliers-share" x={LABEL + Math.max(row.share!, row.high ?? 0) * SCALE + 8} y="17">
            {percent(row.share, language)}
          </text>
        </g>
      ))}
      {shown.length === 0 && (
        <text x={LABEL} y="18">
          {t('state.noData')}
        </text>
      )}
    </svg>
  );
}
