import { CloseButton } from '@mantine/core';
import { useMemo } from 'react';
import { type AnswerTable, recordsOf, type Row, rowsOf, tableOf } from '../api/answer';
import type { Parameters } from '../api/client';
import { useEconomies } from '../api/economies';
import { DataTable } from '../figure/data_table';
import { Figure } from '../figure/figure';
import { percent, plain } from '../figure/number';
import { useLanguage } from '../language/language';
import { breakText } from './break_text';
import type { Scan } from './scan';
import { type Supplier, Suppliers } from './suppliers';
import { Way } from './way';

interface SheetProps {
  scan: Scan;
  segment: string;
  given: Parameters;
  economy: string;
  onSelect: (segment: string | undefined) => void;
}

/** Everything the scan knows of one segment. */
export function Sheet({ scan, segment: id, given, economy, onSelect }: SheetProps) {
  const { t, language, named } = useLanguage();
  const { nameOf } = useEconomies();
  const segment = scan.bySegment.get(id);
  const { answer } = scan;
  const rows = useMemo(() => {
    const here = (name: string): AnswerTable => {
      const table = tableOf(answer, name);
      const at = table.columns.findIndex((column) => column.name === 'segment');
      return { ...table, rows: table.rows.filter((row) => row[at] === id) };
    };
    return { stations: here('stations'), suppliers: here('suppliers'), evidence: here('evidence'), history: here('history') };
  }, [answer, id]);
  if (!segment) return null;
  const said = scan.sentences.filter((sentence) => sentence.segment === id);
  const controls = rowsOf<Row>(answer, 'controls').filter((row) => row.segment === id);
  const parts = rowsOf<Row>(answer, 'parts').filter((row) => row.segment === id && row.score !== 'total');
  const around = (near: 'from' | 'to', far: 'from' | 'to') => scan.links.filter((link) => link[near] === id).map((link) => scan.bySegment.get(link[far])).filter((each) => each !== undefined);

  return (
    <article className="sheet" aria-label={t('chain.sheet', { name: named(segment) })}>
      <header className="sheet-head">
        <div>
          <p className="sheet-stage">{t(`stage.${segment.stage}`)}</p>
          <h2>{named(segment)}</h2>
        </div>
        <CloseButton onClick={() => onSelect(undefined)} aria-label={t('chain.close')} size="lg" />
      </header>
      <p className="sheet-marks">
        {segment.break_kind && <span className="mark mark-crack">{breakText(segment.break_kind, t)}</span>}
        {segment.choked && <span className="mark mark-choked">{t('chain.choked')}</span>}
        {segment.rank !== null && (
          <span className="mark">{t('chain.rank', { low: segment.rank_low, high: segment.rank_high })}</span>
        )}
      </p>
      {said.map((sentence) => (
        <p key={sentence.topic + sentence.en} className="sheet-sentence">
          {language === 'zh' ? sentence.zh : sentence.en}
        </p>
      ))}
      <p className="sheet-links">
        {([['inputs', around('to', 'from')], ['feeds', around('from', 'to')]] as const).map(
          ([label, list]) =>
            list.length > 0 && (
              <span key={label}>
                <strong>{t(`chain.${label}`)}</strong>{' '}
                {list.map((each) => (
                  <button key={each.segment} type="button" className="chip" onClick={() => onSelect(each.segment)}>
                    {named(each)}
                  </button>
                ))}
              </span>
            ),
        )}
      </p>
      <Figure title={t('chain.way')} name={`${id}-way`} answer={answer} analysis="scan" given={given} table={rows.stations} note={t('chain.wayNote', { economy: nameOf(economy) })}>
        <Way segment={segment} stations={scan.stations.get(id) ?? []} />
      </Figure>
      <Figure title={t('chain.suppliers')} name={`${id}-suppliers`} answer={answer} analysis="scan" given={given} table={rows.suppliers}>
        <Suppliers rows={recordsOf<Supplier>(rows.suppliers)} />
      </Figure>
      {rows.history.rows.length > 1 && (
        <Figure title={t('chain.suppliersYears')} name={`${id}-years`} answer={answer} analysis="scan" given={given} table={rows.history}>
          <History rows={recordsOf<HistoryRow>(rows.history)} />
        </Figure>
      )}
      {controls.length > 0 && (
        <section>
          <h3>{t('chain.controls')}</h3>
          <ul className="sheet-list">
            {controls.map((row) => (
              <li key={String(row.list) + String(row.entry)}>
                <strong>
                  {nameOf(String(row.jurisdiction))} {row.entry}
                </strong>{' '}
                <span className={row.applies ? 'mark mark-choked' : 'mark'}>{t(row.applies ? 'chain.applies' : 'chain.appliesNot', { economy: nameOf(economy) })}</span>
                <br />
                <span className="soft">{row.heading}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t('chain.parts')}</h3>
        <ul className="parts">
          {parts.map((row) => (
            <li key={`${row.score} ${row.part}`}>
              <span>{String((language === 'zh' && row.label_zh) || row.label || row.part)}</span>
              <span className="parts-bar" aria-hidden="true">
                {typeof row.value === 'number' && <i style={{ width: `${row.value * 100}%` }} />}
              </span>
              <span className="number">{typeof row.value === 'number' ? plain(row.value, language) : t('state.noData')}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('chain.evidence')}</h3>
        <DataTable table={rows.evidence} caption={t('chain.evidence')} height={260} />
      </section>
    </article>
  );
}

interface HistoryRow {
  year: number;
  top_supplier: string | null;
  top_share: number | null;
  flag: boolean | null;
}

function History({ rows }: { rows: HistoryRow[] }) {
  const { t, language } = useLanguage();
  const { nameOf } = useEconomies();
  const sorted = [...rows].sort((a, b) => a.year - b.year);
  const step = Math.min(110, 520 / sorted.length);
  return (
    <svg className="history" viewBox={`0 0 560 150`} role="img" aria-label={t('chain.suppliersYears')}>
      {sorted.map((row, i) => (
        <g key={row.year} transform={`translate(${30 + step * (i + 0.5)} 0)`}>
          {row.top_share !== null ? (
            <>
              <rect className="suppliers-bar" x={-step * 0.28} width={step * 0.56} y={100 - row.top_share * 80} height={row.top_share * 80} rx="3" />
              <text className="way-note" y={94 - row.top_share * 80}>
                {percent(row.top_share, language)}
              </text>
            </>
          ) : (
            <rect className="way-none" x={-step * 0.28} width={step * 0.56} y="76" height="24" fill="url(#no-data)" />
          )}
          <text className="way-name" y="118">
            {row.year}
          </text>
          <text className="way-note" y="135">
            {nameOf(row.top_supplier) || t('state.noData')}
          </text>
        </g>
      ))}
    </svg>
  );
}
