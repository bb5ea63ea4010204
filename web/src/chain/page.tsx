import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue, useElementSize, useMediaQuery } from '@mantine/hooks';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Answer, type Row, rowsOf, sentencesOf } from '../api/answer';
import type { Parameters } from '../api/client';
import { useChains } from '../api/chains';
import { useEconomies } from '../api/economies';
import { useAnalysis } from '../api/question';
import { Asking } from '../figure/asking';
import { diverging, sequential } from '../figure/colour';
import { Figure } from '../figure/figure';
import { percent, plain } from '../figure/number';
import { useLanguage } from '../language/language';
import type { ChainSearch } from '../shell/router';
import { breakText } from './break_text';
import './chain.css';
import { ChainList } from './list';
import { type Layout, layOut } from './layout';
import { ChainMap, type Look } from './map';
import { broken, isMeasure, MEASURES, type MeasureName, readScan, type Scan, type Segment, shortest } from './scan';
import { Sheet } from './sheet';


export function ChainPage() {
  const { t } = useLanguage();
  const { chain } = useParams({ from: '/chain/$chain' });
  const search = useSearch({ from: '/chain/$chain' });
  const navigate = useNavigate({ from: '/chain/$chain' });
  const { options } = useEconomies();
  const chains = useChains();
  const economy = search.economy ?? 'KOR';
  const measure: MeasureName = isMeasure(search.measure) ? search.measure : 'shortage';
  const removed = useMemo(() => search.remove?.split(',').filter(Boolean) ?? [], [search.remove]);
  const [remove] = useDebouncedValue(removed.join(','), 400);
  const set = (change: Partial<ChainSearch>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });

  const given: Parameters = { chain, economy };
  const query = useAnalysis('scan', given);
  const scan = useMemo(() => (query.data ? readScan(query.data) : undefined), [query.data]);
  const compare = useAnalysis('compare', { chain, economy, with: search.with }, Boolean(search.with));
  const differences = useMemo(() => (search.with && compare.data ? differencesOf(compare.data, measure) : undefined), [search.with, compare.data, measure]);
  const whatIf = useAnalysis('what-if', { chain, remove }, remove !== '');
  const capacity = useMemo(
    () => (remove && whatIf.data ? new Map(rowsOf<{ segment: string; left: number | null } & Row>(whatIf.data, 'segments').map((row) => [row.segment, row.left])) : undefined),
    [remove, whatIf.data],
  );

  return (
    <div className="chain-page">
      <div className="chain-controls">
        <Select label={t('chain.pick')} value={chain} data={chains} allowDeselect={false}
          onChange={(value) => value && void navigate({ params: { chain: value }, search: (before) => ({ ...before, segment: undefined }) })} />
        <Select label={t('chain.economy')} searchable value={economy} data={options} allowDeselect={false} onChange={(value) => value && set({ economy: value })} />
        <Select label={t('chain.colour')} value={measure} data={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))} allowDeselect={false} onChange={(value) => set({ measure: value ?? undefined })} comboboxProps={{ width: 320, position: 'bottom-start' }} />
        <Select label={t('chain.with')} searchable clearable placeholder={t('chain.withNone')} value={search.with ?? null} data={options.filter((option) => option.value !== economy)} onChange={(value) => set({ with: value ?? undefined })} />
        <MultiSelect label={t('chain.remove')} searchable clearable placeholder={removed.length ? '' : t('chain.removeHint')} value={removed} data={options} onChange={(value) => set({ remove: value.join(',') || undefined })} />
      </div>
      <Asking query={query}>
        {() =>
          scan && (
            <Body
              scan={scan}
              differences={differences}
              economy={economy}
              other={search.with}
              measure={measure}
              given={given}
              selected={search.segment}
              capacity={capacity}
              beyond={
                remove && whatIf.data
                  ? { analysis: 'what-if', answer: whatIf.data, given: { chain, remove } }
                  : search.with && compare.data
                    ? { analysis: 'compare', answer: compare.data, given: { chain, economy, with: search.with } }
                    : undefined
              }
              onSelect={(segment) => set({ segment })}
            />
          )
        }
      </Asking>
    </div>
  );
}

interface BodyProps {
  scan: Scan;
  /** The measure of `economy` less that of `other`, by segment. */
  differences: Map<string, number | null> | undefined;
  economy: string;
  other: string | undefined;
  measure: MeasureName;
  given: Parameters;
  selected: string | undefined;
  /** Share of each segment's supply that is left when the removed economies supply nothing. */
  capacity: Map<string, number | null> | undefined;
  /** The question asked on top of the scan: it speaks first, and its receipt stands under the map. */
  beyond: { analysis: string; answer: Answer; given: Parameters } | undefined;
  onSelect: (segment: string | undefined) => void;
}

function Body({ scan, differences, economy, other, measure, given, selected, capacity, beyond, onSelect }: BodyProps) {
  const { t, language, named } = useLanguage();
  const { nameOf } = useEconomies();
  const { ref, width, height } = useElementSize();
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false });
  // The fold that lets the map stand largest on this screen.
  const layout = useMemo(() => {
    const ids = scan.segments.map((segment) => segment.segment);
    const room = { width: width || 1200, height: height || 600 };
    const scaleOf = (layout: Layout) => Math.min(room.width / layout.width, room.height / layout.height);
    return Array.from({ length: 30 }, (_, i) => layOut(ids, scan.links, i + 5)).reduce((best, next) => (scaleOf(next) > scaleOf(best) ? next : best));
  }, [scan, width, height]);

  const domain = useMemo((): [number, number] => {
    const values = scan.segments.map((segment) => segment[measure]).filter((value) => value !== null);
    return values.length ? [Math.floor(Math.min(...values) * 10) / 10, Math.ceil(Math.max(...values) * 10) / 10] : [0, 1];
  }, [scan, measure]);
  const lookOf = useMemo(
    () =>
      (segment: Segment): Look => {
        if (capacity) {
          const left = capacity.get(segment.segment) ?? null;
          return left === null ? { note: '' } : { fill: sequential(1 - left), note: percent(left, language) };
        }
        if (differences) {
          const difference = differences.get(segment.segment) ?? null;
          // More shortage than the other: the warm end.
          return difference === null ? { note: '' } : { fill: diverging(-Math.max(-1, Math.min(1, difference * 2))), note: difference.toLocaleString(language, { maximumFractionDigits: 2, signDisplay: 'exceptZero' }) };
        }
        const value = segment[measure];
        const note = segment.top_supplier ? `${segment.top_supplier} ${percent(segment.top_share, language)}` : '';
        return value === null ? { note } : { fill: sequential((value - domain[0]) / (domain[1] - domain[0])), note };
      },
    [differences, capacity, measure, language, domain],
  );

  const first = useMemo(() => shortest(scan, 5), [scan]);
  const breaks = useMemo(() => broken(scan).slice(0, 4), [scan]);
  const summary = sentencesOf((beyond ?? scan).answer).find((each) => each.segment === null && each.topic === 'summary');

  return (
    <div className="chain-body" data-sheet={selected !== undefined || undefined}>
      <section className="chain-story">
        <h1>{summary?.[language]}</h1>
        <div className="chain-first">
          <span className="soft">{t('chain.first')}</span>
          {first.map((segment, i) => (
            <button key={segment.segment} type="button" className="chip" aria-pressed={selected === segment.segment} onClick={() => onSelect(segment.segment)}>
              <b>{i + 1}</b> {named(segment)}
              {segment.top_supplier && (
                <span className="soft">
                  {' '}
                  {nameOf(segment.top_supplier)} {percent(segment.top_share, language)}
                </span>
              )}
            </button>
          ))}
          {breaks.map((segment) => (
            <button key={segment.segment} type="button" className="chip chip-crack" aria-pressed={selected === segment.segment} onClick={() => onSelect(segment.segment)}>
              <CrackMark /> {named(segment)} <span className="soft">{breakText(segment.break_kind!, t)}</span>
            </button>
          ))}
        </div>
      </section>
      <div className="chain-stage">
        <Figure title={<Legend measure={measure} domain={domain} capacity={capacity !== undefined} difference={differences ? t('chain.difference', { economy: nameOf(economy), other: nameOf(other) }) : undefined} />}
          name={`${given.chain}-${economy}`} answer={(beyond ?? scan).answer} analysis={beyond?.analysis ?? 'scan'} given={beyond?.given ?? given} table="segments">
          <div ref={ref} className="map-room">
            {narrow ? (
              <ChainList layout={layout} segments={scan.bySegment} lookOf={lookOf} selected={selected} onSelect={onSelect} />
            ) : (
              <ChainMap layout={layout} links={scan.links} segments={scan.bySegment} stations={scan.stations} lookOf={lookOf} first={first.map((each) => each.segment)} selected={selected} onSelect={onSelect} />
            )}
          </div>
        </Figure>
        {selected && <Sheet scan={scan} segment={selected} given={given} economy={economy} onSelect={onSelect} />}
      </div>
    </div>
  );
}

function CrackMark() {
  return (
    <svg width="10" height="16" viewBox="-6 -10 12 20" aria-hidden="true" className="crack-mark">
      <path d="M1-9-3-2 2 0-2 9" />
    </svg>
  );
}

function Legend({ measure, domain, capacity, difference }: { measure: MeasureName; domain: [number, number]; capacity: boolean; difference: string | undefined }) {
  const { t, language } = useLanguage();
  const scale = difference && !capacity ? (share: number) => diverging(1 - 2 * share) : sequential;
  const ramp = `linear-gradient(90deg, ${[0, 0.25, 0.5, 0.75, 1].map(scale).join(', ')})`;
  return (
    <div className="legend">
      <span className="legend-key">
        <strong>{capacity ? t('chain.capacityLeft') : (difference ?? t(`measure.${measure}`))}</strong>
      </span>
      <span className="legend-key">
        {capacity ? '100 %' : difference ? '−' : plain(domain[0], language)} <span className="legend-ramp" style={{ background: ramp }} /> {capacity ? '0 %' : difference ? '+' : plain(domain[1], language)}
      </span>
      <span className="legend-key">
        <span className="legend-swatch legend-none" /> {t('state.noData')}
      </span>
      <span className="legend-key">
        <span className="legend-swatch legend-choked" /> {t('chain.choked')}
      </span>
      <span className="legend-key">
        <CrackMark /> {t('chain.brokenHere')}
      </span>
    </div>
  );
}

/** What `compare` says of a measure, by segment; it judges shortage and its three scores. */
function differencesOf(answer: Answer, measure: MeasureName): Map<string, number | null> {
  const rows = rowsOf<{ segment: string; score?: string; difference: number | null } & Row>(answer, measure === 'shortage' ? 'segments' : 'scores');
  return new Map(rows.filter((row) => measure === 'shortage' || row.score === measure).map((row) => [row.segment, row.difference]));
}
