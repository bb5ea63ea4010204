import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomBehavior } from 'd3-zoom';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import { inkOn } from '../figure/colour';
import { useLanguage } from '../language/language';
import { BOX, type Layout, type Link, pathsThrough } from './layout';
import { type Segment, type Station, WAY } from './scan';
import { Strip } from './strip';

export interface Look {
  /** Absent: no data. */
  fill?: string;
  /** What stands in the corner: "CHN 98 %". */
  note: string;
}

interface ChainMapProps {
  layout: Layout;
  links: Link[];
  segments: Map<string, Segment>;
  stations: Map<string, Station[]>;
  lookOf: (segment: Segment) => Look;
  /** Segments to be seen first, in order: numbered on the map. */
  first: string[];
  selected: string | undefined;
  onSelect: (segment: string | undefined) => void;
}

/** The whole chain on one sheet, moved by dragging, wheel and keys. */
export function ChainMap({ layout, links, segments, stations, lookOf, first, selected, onSelect }: ChainMapProps) {
  const { t, named } = useLanguage();
  const frame = useRef<SVGSVGElement>(null);
  const sheet = useRef<SVGGElement>(null);
  const mover = useRef<ZoomBehavior<SVGSVGElement, unknown>>(undefined);
  const [hovered, setHovered] = useState<string>();
  const focus = hovered ?? selected;
  const lit = useMemo(() => (focus ? pathsThrough(focus, links) : undefined), [focus, links]);

  const fit = () => {
    const svg = frame.current;
    if (!svg || !mover.current) return;
    const { width, height } = svg.getBoundingClientRect();
    if (!width || !height) return;
    const scale = Math.min(width / (layout.width + 40), height / (layout.height + 40), 1.25);
    const x = (width - layout.width * scale) / 2;
    const y = (height - layout.height * scale) / 2;
    select(svg).call(mover.current.transform, zoomIdentity.translate(x, y).scale(scale));
  };
  useEffect(() => {
    const svg = frame.current!;
    const behaviour = zoom<SVGSVGElement, unknown>()
      .scaleExtent([0.15, 4])
      // The transform is written to the element, past React: a pan of 500 segments redraws nothing.
      .on('zoom', (event) => sheet.current?.setAttribute('transform', event.transform.toString()));
    mover.current = behaviour;
    select(svg).call(behaviour).on('dblclick.zoom', null);
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(svg);
    return () => watch.disconnect();
  }, [layout]); // eslint-disable-line react-hooks/exhaustive-deps

  const closer = (factor: number) => mover.current && frame.current && select(frame.current).call(mover.current.scaleBy, factor);
  const order = useMemo(() => [...layout.places.values()].sort((a, b) => a.layer - b.layer || a.x - b.x || a.y - b.y), [layout]);
  const [current, setCurrent] = useState(0);

  /** Arrows walk to the nearest segment in their direction. */
  const walk = (event: KeyboardEvent) => {
    const at = order[current];
    if (!at) return;
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (event.key === 'Escape') return onSelect(undefined);
    if (!step) return;
    event.preventDefault();
    let best = -1;
    let least = Infinity;
    order.forEach((place, i) => {
      const [dx, dy] = [place.x - at.x, place.y - at.y];
      const along = dx * step[0]! + dy * step[1]!;
      const across = Math.abs(dx * step[1]! + dy * step[0]!);
      if (along > 4 && along + 3 * across < least) {
        least = along + 3 * across;
        best = i;
      }
    });
    if (best >= 0) {
      setCurrent(best);
      document.getElementById(`segment-${order[best]!.id}`)?.focus();
    }
  };

  return (
    <div className="map-frame">
      <svg ref={frame} className="map" role="group" aria-label={t('chain.map')} onKeyDown={walk} onClick={(event) => event.target === event.currentTarget && onSelect(undefined)}>
        <g ref={sheet}>
          {layout.layers.map((layer) => (
            <text key={layer.index} className="map-head" x={layer.x} y={12}>
              {stagesOf(layer.members, segments).map((stage) => t(`stage.${stage}`)).join(' · ')}
            </text>
          ))}
          <Threads layout={layout} links={links} lit={lit} focus={focus} />
          {order.map((place, i) => {
            const segment = segments.get(place.id);
            if (!segment) return null;
            return (
              <SegmentBox
                key={place.id}
                segment={segment}
                label={named(segment)}
                x={place.x}
                y={place.y}
                look={lookOf(segment)}
                stations={stations.get(place.id) ?? NONE}
                badge={first.indexOf(place.id) + 1}
                faded={lit ? !lit.has(place.id) : false}
                selected={selected === place.id}
                reachable={i === current}
                onSelect={(id) => {
                  setCurrent(i);
                  onSelect(id);
                }}
                onHover={setHovered}
              />
            );
          })}
        </g>
      </svg>
      <div className="map-tools">
        <button type="button" onClick={() => closer(1.4)} aria-label={t('chain.zoomIn')} title={t('chain.zoomIn')}>
          +
        </button>
        <button type="button" onClick={() => closer(1 / 1.4)} aria-label={t('chain.zoomOut')} title={t('chain.zoomOut')}>
          −
        </button>
        <button type="button" onClick={fit}>
          {t('chain.fit')}
        </button>
      </div>
    </div>
  );
}

const NONE: Station[] = [];

/** The stages that make up at least a quarter of a layer, most common first. */
function stagesOf(members: string[], segments: Map<string, Segment>): string[] {
  const count = new Map<string, number>();
  for (const id of members) {
    const stage = segments.get(id)?.stage;
    if (stage) count.set(stage, (count.get(stage) ?? 0) + 1);
  }
  return [...count].filter(([, n]) => n * 4 >= members.length).sort((a, b) => b[1] - a[1]).map(([stage]) => stage);
}

const Threads = memo(function Threads({ layout, links, lit, focus }: { layout: Layout; links: Link[]; lit: Set<string> | undefined; focus: string | undefined }) {
  return (
    <g className="map-threads" data-focus={focus !== undefined || undefined}>
      {links.map(({ from, to, kind }) => {
        const [a, b] = [layout.places.get(from), layout.places.get(to)];
        if (!a || !b) return null;
        const [x1, y1, x2, y2] = [a.x + BOX.width, a.y + BOX.height / 2, b.x, b.y + BOX.height / 2];
        const bend = Math.max(24, (x2 - x1) / 2);
        return (
          <path
            key={`${from} ${to}`}
            d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
            data-lit={(lit?.has(from) && lit.has(to)) || undefined}
            data-kind={kind}
          />
        );
      })}
    </g>
  );
});

interface SegmentBoxProps {
  segment: Segment;
  label: string;
  x: number;
  y: number;
  look: Look;
  stations: Station[];
  badge: number;
  faded: boolean;
  selected: boolean;
  reachable: boolean;
  onSelect: (id: string) => void;
  onHover: (id: string | undefined) => void;
}

const SegmentBox = memo(function SegmentBox({ segment, label, x, y, look, stations, badge, faded, selected, reachable, onSelect, onHover }: SegmentBoxProps) {
  const { t } = useLanguage();
  const id = segment.segment;
  const ink = look.fill ? inkOn(look.fill) : 'var(--ink)';
  const said = [
    label,
    look.note || t('state.noData'),
    segment.choked ? t('chain.choked') : '',
    segment.break_kind ? t('chain.brokenHere') : '',
  ].filter(Boolean);
  return (
    <g
      id={`segment-${id}`}
      transform={`translate(${x} ${y})`}
      className="map-box"
      data-faded={faded || undefined}
      data-selected={selected || undefined}
      data-choked={segment.choked || undefined}
      role="button"
      tabIndex={reachable ? 0 : -1}
      aria-pressed={selected}
      aria-label={said.join(', ')}
      onClick={() => onSelect(id)}
      onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), onSelect(id))}
      onPointerEnter={() => onHover(id)}
      onPointerLeave={() => onHover(undefined)}
    >
      <title>{said.join(' · ')}</title>
      <rect className="map-card" width={BOX.width} height={BOX.height} rx="6" fill={look.fill ?? 'url(#no-data)'} />
      {twoLines(label, 21).map((line, i) => (
        <text key={i} className="map-name" x="9" y={17 + 16 * i} style={{ fill: ink }}>
          {line}
        </text>
      ))}
      <text className="map-note" x={BOX.width - 8} y={BOX.height - 9} style={{ fill: ink }}>
        {look.note}
      </text>
      <Strip stations={stations} way={WAY} x={9} y={BOX.height - 17} ink={ink} breakAt={segment.break_kind ? segment.break_between : null} />
      {badge > 0 && (
        <g className="map-badge" transform={`translate(${BOX.width - 4} 4)`}>
          <circle r="11" />
          <text y="4">{badge}</text>
        </g>
      )}
    </g>
  );
});

/** At most two lines, broken between words (or Chinese characters, each as wide as two Latin letters), the second cut if need be. */
function twoLines(text: string, width: number): string[] {
  const pieces = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? [];
  const lines = [''];
  let used = 0;
  for (const piece of pieces) {
    const size = /[\u2e80-\uffef]/.test(piece) ? 1.85 : piece.trimEnd().length;
    if (used + size > width && used > 0) {
      if (lines.length === 2) {
        lines[1] = `${lines[1]!.trimEnd()}…`;
        return lines;
      }
      lines.push('');
      used = 0;
    }
    lines[lines.length - 1] += piece;
    used += size + (piece.length - piece.trimEnd().length);
  }
  return lines;
}
