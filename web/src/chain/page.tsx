import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue, useElementSize, useMediaQuery } from '@mantine/hooks';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Answer, type Row, rowsOf } from '../api/answer';
import type { Parameters } from '../api/client';
import { useChains } from '../api/chains';
import { useEconomies } from '../api/economies';
import { useAnalysis } from '../api/question';
import { Asking } from '../figure/asking';
import { diverging, sequential } from '../figure/colour';
import { Figure } from '../figure/figure';
import '../figure/figure.css';
import { percent, plain } from '../figure/number';
import { useLanguage } from '../language/language';
import type { ChainSearch } from '../shell/router';
import { breakText } from './break_text';
import './chain.css';
import { ChainList } from './list';
import { type Layout, layOut } from './layout';
import { ChainMap, type Look } from './map';
import { isMeasure, MEASURES, type MeasureName, readScan, type Scan, type Segment, type Sentence } from './scan';
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
  const beside = useAnalysis('scan', { chain, economy: search.with }, Boolean(search.with));
  const besideScan = useMemo(() => (beside.data && search.with ? readScan(beside.data) : undefined), [beside.data, search.with]);
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
              beside={besideScan}
              economy={economy}
              other={search.with}
              measure={measure}
              given={given}
              selected={search.segment}
              capacity={capacity}
              whatIf={remove && whatIf.data ? { answer: whatIf.data, given: { chain, remove } } : undefined}
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
  beside: Scan | undefined;
  economy: string;
  other: string | undefined;
  measure: MeasureName;
  given: Parameters;
  selected: string | undefined;
  /** Share of each segment's supply that is left when the removed economies supply nothing. */
  capacity: Map<string, number | null> | undefined;
  whatIf: { answer: Answer; given: Parameters } | undefined;
  onSelect: (segment: string | undefined) => void;
}

function Body({ scan, beside, economy, other, measure, given, selected, capacity, whatIf, onSelect }: BodyProps) {
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
  const valueOf = (from: Scan, id: string): number | null => from.bySegment.get(id)?.[measure] ?? null;
  const lookOf = useMemo(
    () =>
      (segment: Segment): Look => {
        if (capacity) {
          const left = capacity.get(segment.segment) ?? null;
          return left === null ? { note: '' } : { fill: sequential(1 - left), note: percent(left, language) };
        }
        const value = valueOf(scan, segment.segment);
        if (beside) {
          const theirs = valueOf(beside, segment.segment);
          if (value === null || theirs === null) return { note: '' };
          // More shortage than the other: the warm end.
          return { fill: diverging(-Math.max(-1, Math.min(1, (value - theirs) * 2))), note: `${value >= theirs ? '+' : '−'}${Math.abs(value - theirs).toLocaleString(language, { maximumFractionDigits: 2 })}` };
        }
        const note = segment.top_supplier ? `${segment.top_supplier} ${percent(segment.top_share, language)}` : '';
        return value === null ? { note } : { fill: sequential((value - domain[0]) / (domain[1] - domain[0])), note };
      },
    [scan, beside, capacity, measure, language, domain], // eslint-disable-line react-hooks/exhaustive-deps
  );

  const first = useMemo(() => scan.segments.filter((segment) => segment.rank !== null).sort((a, b) => a.rank! - b.rank!).slice(0, 5), [scan]);
  const broken = useMemo(() => scan.segments.filter((segment) => segment.break_kind), [scan]);
  const sentence = (topic: string) => scan.sentences.find((each) => each.segment === null && each.topic === topic)?.[language];

  return (
    <div className="chain-body" data-sheet={selected !== undefined || undefined}>
      <section className="chain-story">
        <h1>{(whatIf && rowsOf<Sentence & Row>(whatIf.answer, 'sentences').find((each) => each.topic === 'summary')?.[language]) ?? sentence('summary')}</h1>
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
          {broken.slice(0, 4).map((segment) => (
            <button key={segment.segment} type="button" className="chip chip-crack" aria-pressed={selected === segment.segment} onClick={() => onSelect(segment.segment)}>
              <CrackMark /> {named(segment)} <span className="soft">{breakText(segment.break_kind!, t)}</span>
            </button>
          ))}
        </div>
      </section>
      <div className="chain-stage">
        <Figure title={<Legend measure={measure} domain={domain} capacity={capacity !== undefined} difference={beside ? t('chain.difference', { economy: nameOf(economy), other: nameOf(other) }) : undefined} />}
          name={`${given.chain}-${economy}`} answer={whatIf?.answer ?? scan.answer} analysis={whatIf ? 'what-if' : 'scan'} given={whatIf?.given ?? given} table="segments">
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
