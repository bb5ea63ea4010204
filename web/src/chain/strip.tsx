import { diverging } from '../figure/colour';
import type { Station } from './scan';

interface StripProps {
  stations: Station[];
  way: readonly string[];
  x: number;
  y: number;
  ink: string;
  /** "discovery -> trade": where the way breaks. */
  breakAt: string | null;
}

const STEP = 13;

/** The way from 0 to 1 to N in little: a dot a station, blue where strong, orange where weak, hollow where unknown; a crack where it breaks. */
export function Strip({ stations, way, x, y, ink, breakAt }: StripProps) {
  const strength = new Map(stations.map((station) => [station.station, station.strength]));
  const [before, after] = breakAt?.split(' -> ') ?? [];
  const crack = breakAt ? (way.indexOf(before ?? '') + way.indexOf(after ?? '')) / 2 : undefined;
  return (
    <g transform={`translate(${x} ${y})`} className="strip" aria-hidden="true">
      <line x1="4" x2={STEP * (way.length - 1) + 4} y1="4" y2="4" style={{ stroke: ink }} className="strip-line" />
      {way.map((station, i) => {
        const value = strength.get(station);
        const known = typeof value === 'number';
        return <circle key={station} cx={i * STEP + 4} cy="4" r="4" style={{ fill: known ? diverging(value) : 'var(--card)', stroke: ink }} data-known={known || undefined} />;
      })}
      {crack !== undefined && <path className="strip-crack" transform={`translate(${crack * STEP + 4} 4)`} d="M1-9-3-2 2 0-2 9" />}
    </g>
  );
}
