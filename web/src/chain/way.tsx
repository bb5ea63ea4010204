import { useLanguage } from '../language/language';
import { useEconomies } from '../api/economies';
import { type Segment, type Station, WAY } from './scan';
import './way.css';

const STEP = 116;
const HALF = 62;
const LEFT = 20;

/** The stations of a segment side by side: how strong the economy stands at each, how sure that is, and where the way breaks. */
export function Way({ segment, stations }: { segment: Segment; stations: Station[] }) {
  const { t } = useLanguage();
  const { nameOf } = useEconomies();
  const of = new Map(stations.map((station) => [station.station, station]));
  const [before, after] = segment.break_between?.split(' -> ') ?? [];
  const crack = segment.break_kind ? (WAY.indexOf(before as never) + WAY.indexOf(after as never)) / 2 : undefined;
  const y = (strength: number) => 20 + HALF - strength * HALF;
  const width = LEFT * 2 + STEP * WAY.length;
  return (
    <svg className="way" viewBox={`0 0 ${width} 206`} role="img" aria-label={t('chain.way')}>
      <line className="way-axis" x1={LEFT} x2={width - LEFT} y1={y(0)} y2={y(0)} />
      {WAY.map((name, i) => {
        const station = of.get(name);
        const x = LEFT + STEP * i + STEP / 2;
        const strength = station?.strength;
        const known = typeof strength === 'number';
        return (
          <g key={name} transform={`translate(${x} 0)`}>
            {known ? (
              <>
                <rect className="way-bar" data-weak={strength < 0 || undefined} data-group={station?.state === 'group' || undefined} x="-17" width="34" y={Math.min(y(0), y(strength))} height={Math.max(Math.abs(y(strength) - y(0)), 2)} rx="3" />
                {typeof station?.low === 'number' && typeof station.high === 'number' && <line className="way-interval" x1="0" x2="0" y1={y(station.low)} y2={y(station.high)} />}
              </>
            ) : (
              <rect className="way-none" x="-17" width="34" y={y(0) - 16} height="32" rx="3" fill="url(#no-data)" />
            )}
            <text className="way-name" y="166">
              {t(`station.${name}`)}
            </text>
            <text className="way-note" y="183">
              {known ? (station?.leader ? `${nameOf(station.leader)} ${t('chain.leader')}` : '') : t('state.noData')}
            </text>
            <text className="way-note" y="198">
              {known ? `${station?.year ?? ''}${station?.state === 'group' ? ` · ${t('state.group')}` : ''}` : ''}
            </text>
          </g>
        );
      })}
      {crack !== undefined && (
        <path className="way-crack" transform={`translate(${LEFT + STEP * (crack + 0.5)} ${y(0)})`} d="M6-64-8-14 6-8-6 64" />
      )}
    </svg>
  );
}
