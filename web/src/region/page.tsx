import { Select } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Answer, type Row, rowsOf, sentencesOf, tableOf } from '../api/answer';
import type { Parameters } from '../api/client';
import { useChains } from '../api/chains';
import { useEconomies } from '../api/economies';
import { useAnalysis } from '../api/question';
import { Asking } from '../figure/asking';
import { DataTable } from '../figure/data_table';
import { Figure } from '../figure/figure';
import { percent, plain } from '../figure/number';
import { ReceiptLine } from '../figure/receipt';
import { useLanguage } from '../language/language';
import type { RegionSearch } from '../shell/router';
import { Quadrants } from './quadrants';
import './region.css';
import { ProductSpace } from './space';

/** What places are compared by. The state accounts of 2018 hold sectors only; 2017 is the newest year with industries. */
const KINDS = {
  trade: { place: 'KOR', fixed: { codes: 'C??' } as Parameters, year: undefined },
  region_activity: { place: 'Oregon', fixed: { of: 'region_activity' } as Parameters, year: 2017 },
} as const;
type Kind = keyof typeof KINDS;

/** A region, park or economy: what is near, what is worth taking up, and which segments of a chain are missing. */
export function RegionPage() {
  const { t } = useLanguage();
  const chains = useChains();
  const search = useSearch({ from: '/region' });
  const navigate = useNavigate({ from: '/region' });
  const set = (change: Partial<RegionSearch>) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const kind: Kind = search.of === 'region_activity' ? 'region_activity' : 'trade';
  const { fixed, year } = KINDS[kind];
  const place = search.place ?? KINDS[kind].place;
  const chain = search.chain ?? 'chips';
  const at = { ...fixed, year };

  return (
    <div className="page region">
      <h1>{t('region.title')}</h1>
      <p className="lead">{t('region.lead')}</p>
      <div className="region-pick">
        <Select label={t('region.by')} value={kind} allowDeselect={false} data={(['trade', 'region_activity'] as const).map((value) => ({ value, label: t(`region.kind.${value}`) }))} onChange={(value) => set({ of: value ?? undefined, place: undefined })} />
        <PlaceSelect kind={kind} value={place} onChange={(value) => set({ place: value })} />
        <Select label={t('chain.pick')} value={chain} allowDeselect={false} data={chains} onChange={(value) => set({ chain: value ?? undefined })} />
      </div>
      <Advice given={{ ...fixed, place, chain, ...(year ? { until: year } : {}) }} />
      <Near given={{ ...at, place }} />
      <Space given={{ ...at, place }} />
      {kind === 'region_activity' && <Park given={{ ...at, region: place, chain }} />}
    </div>
  );
}

function PlaceSelect({ kind, value, onChange }: { kind: Kind; value: string; onChange: (place: string) => void }) {
  const { t } = useLanguage();
  const { options } = useEconomies();
  const { fixed, year } = KINDS.region_activity;
  const regions = useAnalysis('complexity', { ...fixed, year }, kind === 'region_activity');
  const names = regions.data ? rowsOf<{ name: string } & Row>(regions.data, 'places').map((row) => row.name).sort() : [];
  return <Select label={t('region.place')} searchable allowDeselect={false} value={value} data={kind === 'trade' ? options : names} onChange={(next) => next && onChange(next)} />;
}

const LISTS = ['upgrade', 'grow', 'prepare'] as const;

interface AdviceRow extends Row {
  list: string;
  rank: number;
  product: string;
  name: string;
  density: number | null;
  complexity: number | null;
  rca: number | null;
  nearest: string | null;
  segments: string | null;
  shortage: number | null;
}

function Advice({ given }: { given: Parameters }) {
  const { t, language } = useLanguage();
  const query = useAnalysis('advise', given);
  return (
    <section>
      <h2>{t('region.advice')}</h2>
      <Asking query={query}>
        {(answer) => {
          const rows = rowsOf<AdviceRow>(answer, 'advice');
          const said = sentencesOf(answer);
          return (
            <>
              <div className="region-lists">
                {LISTS.map((list) => (
                  <div key={list} className="card">
                    <h3>{t(`region.list.${list}`)}</h3>
                    <p className="soft">{t(`region.listNote.${list}`)}</p>
                    <ol>
                      {rows
                        .filter((row) => row.list === list)
                        .slice(0, 8)
                        .map((row) => (
                          <li key={row.product}>
                            <strong>{row.name}</strong>
                            <span className="region-facts">
                              {t('region.near')} {plain(row.density, language)} · {t('region.complex')} {plain(row.complexity, language)}
                              {row.shortage !== null && ` · ${t('region.shortage')} ${plain(row.shortage, language)}`}
                            </span>
                            {row.segments && <span className="soft">{row.segments.replace(/\b[\w-]+:/g, '')}</span>}
                          </li>
                        ))}
                    </ol>
                    {rows.every((row) => row.list !== list) && <p>{t('region.none')}</p>}
                  </div>
                ))}
              </div>
              {said.map((row) => (
                <p key={row.topic} className={row.topic === 'score' ? 'notice' : undefined}>
                  {row[language]}
                </p>
              ))}
              <ReceiptLine answer={answer} analysis="advise" given={given} />
            </>
          );
        }}
      </Asking>
    </section>
  );
}

function Near({ given }: { given: Parameters }) {
  const { t } = useLanguage();
  const query = useAnalysis('relatedness', given);
  return (
    <section>
      <Asking query={query}>
        {(answer) => (
          <Figure title={t('region.quadrants')} name="quadrants" answer={answer} analysis="relatedness" given={given} table="products" note={t('region.quadrantsNote')}>
            <Quadrants answer={answer} />
          </Figure>
        )}
      </Asking>
    </section>
  );
}

function Space({ given }: { given: Parameters }) {
  const { t } = useLanguage();
  const query = useAnalysis('product-space', given);
  return (
    <section>
      <Asking query={query}>
        {(answer) => (
          <Figure title={t('region.space')} name="product-space" answer={answer} analysis="product-space" given={given} table="nodes" note={t('region.spaceNote')}>
            <ProductSpace answer={answer} />
          </Figure>
        )}
      </Asking>
    </section>
  );
}

const ROLES = ['strengthen', 'fill', 'extend'] as const;

interface ParkRow extends Row {
  segment: string;
  role: string;
  next: boolean;
  name: string;
  name_zh: string;
  score: number | null;
  shortage: number | null;
  missing: string | null;
  leaders: string | null;
}

function Park({ given }: { given: Parameters }) {
  const { t, language, named } = useLanguage();
  const query = useAnalysis('park', given);
  const chain = String(given.chain);
  return (
    <section>
      <h2>{t('region.park')}</h2>
      <Asking query={query}>{(answer) => <ParkLists answer={answer} />}</Asking>
    </section>
  );

  function ParkLists({ answer }: { answer: Answer }) {
    const rows = useMemo(() => rowsOf<ParkRow>(answer, 'segments').sort((a, b) => (b.score ?? -9) - (a.score ?? -9)), [answer]);
    const summary = sentencesOf(answer);
    return (
      <>
        {summary.map((row) => (
          <p key={row.topic}>{row[language]}</p>
        ))}
        <div className="region-lists">
          {ROLES.map((role) => {
            const here = rows.filter((row) => row.role === role);
            return (
              <div key={role} className="card">
                <h3>
                  {t(`region.role.${role}`)} <small className="soft">{here.length}</small>
                </h3>
                <ol>
                  {here.slice(0, 10).map((row) => (
                    <li key={row.segment}>
                      <Link to="/chain/$chain" params={{ chain }} search={{ segment: row.segment }}>
                        {named(row)}
                      </Link>
                      <span className="region-facts">
                        {row.shortage !== null && `${t('region.shortage')} ${percent(row.shortage, language)}`}
                        {row.leaders && ` · ${t('region.leaders')} ${row.leaders}`}
                      </span>
                    </li>
                  ))}
                </ol>
              </div>
            );
          })}
        </div>
        <details>
          <summary>{t('figure.table')}</summary>
          <DataTable table={tableOf(answer, 'segments')} caption={t('region.park')} />
        </details>
        <ReceiptLine answer={answer} analysis="park" given={given} />
      </>
    );
  }
}
