import { MultiSelect, Select } from '@mantine/core';
import * as Plot from '@observablehq/plot';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Row, rowsOf, tableOf } from '../api/answer';
import type { Parameters } from '../api/client';
import { useAnalysis } from '../api/question';
import { Asking } from '../figure/asking';
import { DataTable } from '../figure/data_table';
import { Figure } from '../figure/figure';
import { PlotChart } from '../figure/plot';
import { useLanguage } from '../language/language';
import type { RanksSearch } from '../shell/router';

/** Measures of the data that ship. */
const MEASURES: Record<string, Parameters> = {
  publications: { by: 'indicator', indicator: 'publications' },
  patents: { by: 'indicator', indicator: 'patent_families', item: 'ALL' },
  complexity: { by: 'complexity', codes: 'C??' },
};

interface Rank extends Row {
  place: string;
  name: string;
  year: number;
  value: number | null;
  rank: number | null;
  rank_low: number | null;
  rank_high: number | null;
}

/** Who stands where, how that changes, and how sure it is. */
export function RanksPage() {
  const { t } = useLanguage();
  const search = useSearch({ from: '/ranks' });
  const navigate = useNavigate({ from: '/ranks' });
  const set = (change: Partial<RanksSearch>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const measure = search.measure && search.measure in MEASURES ? search.measure : 'publications';
  const given = MEASURES[measure]!;
  const query = useAnalysis('ranks', given);
  const rows = useMemo(() => (query.data ? rowsOf<Rank>(query.data, 'ranks').filter((row) => row.rank !== null) : []), [query.data]);
  const last = Math.max(...rows.map((row) => row.year));
  const leaders = rows.filter((row) => row.year === last).sort((a, b) => a.rank! - b.rank!);
  const chosen = search.places?.split(',').filter(Boolean) ?? leaders.slice(0, 8).map((row) => row.place);
  const options = useMemo(() => [...new Map(rows.map((row) => [row.place, row.name]))].map(([value, label]) => ({ value, label })), [rows]);

  return (
    <div className="page">
      <h1>{t('ranks.title')}</h1>
      <p className="lead">{t('ranks.lead')}</p>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))', gap: 12, marginBottom: 18 }}>
        <Select label={t('ranks.by')} value={measure} allowDeselect={false} data={Object.keys(MEASURES).map((value) => ({ value, label: t(`ranks.measure.${value}`) }))} onChange={(value) => set({ measure: value ?? undefined, places: undefined })} />
        <MultiSelect label={t('ranks.places')} searchable value={chosen} data={options} maxValues={12} onChange={(value) => set({ places: value.join(',') || undefined })} />
      </div>
      <Asking query={query}>
        {(answer) => (
          <>
            <Figure title={t('ranks.over', { measure: t(`ranks.measure.${measure}`) })} name={`ranks-${measure}`} answer={answer} analysis="ranks" given={given} table="ranks" note={t('ranks.note')}>
              <Lines rows={rows.filter((row) => chosen.includes(row.place))} />
            </Figure>
            <h2 style={{ margin: '28px 0 10px' }}>{t('ranks.table', { year: last })}</h2>
            <DataTable table={newest(tableOf(answer, 'ranks'), last)} caption={t('ranks.title')} />
          </>
        )}
      </Asking>
    </div>
  );
}

function newest(table: ReturnType<typeof tableOf>, year: number) {
  const at = table.columns.findIndex((column) => column.name === 'year');
  return { ...table, rows: table.rows.filter((row) => row[at] === year) };
}

function Lines({ rows }: { rows: Rank[] }) {
  const { t } = useLanguage();
  const options = useMemo(() => {
    const sorted = [...rows].sort((a, b) => a.year - b.year);
    const ends = [...new Map(sorted.map((row) => [row.place, row])).values()];
    return (width: number): Plot.PlotOptions => ({
      height: Math.max(340, Math.min(560, width * 0.5)),
      marginRight: Math.min(150, width * 0.28),
      marginLeft: 40,
      x: { tickFormat: 'd', label: null },
      y: { reverse: true, label: `↑ ${t('ranks.rank')}`, ticks: 8, tickFormat: 'd', grid: true },
      // Okabe and Ito's colours, and a different symbol each: two ways to tell lines apart.
      color: { range: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7a7a7a', '#9c6b00'] },
      marks: [
        Plot.areaY(sorted.filter((row) => row.rank_low !== null), { x: 'year', y1: 'rank_low', y2: 'rank_high', z: 'place', fill: 'place', fillOpacity: 0.14 }),
        Plot.line(sorted, { x: 'year', y: 'rank', z: 'place', stroke: 'place', strokeWidth: 2.2 }),
        Plot.dot(sorted, { x: 'year', y: 'rank', stroke: 'place', symbol: 'place', fill: 'var(--card)', r: 3.6 }),
        Plot.text(ends, { x: 'year', y: 'rank', text: 'name', dx: 10, textAnchor: 'start', fill: 'var(--ink)' }),
        Plot.tip(sorted, Plot.pointer({ x: 'year', y: 'rank', title: (row: Rank) => `${row.name} ${row.year}\n${t('ranks.rank')} ${row.rank}${row.rank_low !== null ? ` (${row.rank_low}–${row.rank_high})` : ''}` })),
      ],
    });
  }, [rows, t]);
  return <PlotChart options={options} label={t('ranks.title')} />;
}
