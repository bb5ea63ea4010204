import { Select } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Row, rowsOf, sentencesOf } from '../api/answer';
import { useChains } from '../api/chains';
import { useEconomies } from '../api/economies';
import { useAnalysis } from '../api/question';
import { broken, readScan, shortest } from '../chain/scan';
import { Way } from '../chain/way';
import { Asking } from '../figure/asking';
import { sequential } from '../figure/colour';
import { Figure } from '../figure/figure';
import { percent } from '../figure/number';
import { useLanguage } from '../language/language';
import { breakText } from '../chain/break_text';
import { readTrace } from '../trace/trace';
import { Timeline } from '../trace/timeline';
import './home.css';

/** Three questions a visitor can ask at once, on the data that ship. */
export function HomePage() {
  const { t } = useLanguage();
  return (
    <div className="page home">
      <header className="home-hero">
        <h1>{t('home.title')}</h1>
        <p className="lead">{t('home.lead')}</p>
      </header>
      <WhereItBreaks />
      <WhoseHand />
      <HowItCrossed />
    </div>
  );
}

function WhereItBreaks() {
  const { t, named } = useLanguage();
  const { nameOf, options } = useEconomies();
  const chains = useChains();
  const [chain, setChain] = useState<string>('chips');
  const [economy, setEconomy] = useState('KOR');
  const given = { chain, economy };
  const query = useAnalysis('scan', given);
  const scan = useMemo(() => (query.data ? readScan(query.data) : undefined), [query.data]);
  // The break we are surest of; without one the segment that hurts most.
  const shown = scan && (broken(scan)[0] ?? shortest(scan, 1)[0]);
  return (
    <section className="home-question">
      <div className="home-ask">
        <p className="home-number">1</p>
        <h2>{t('home.breaks')}</h2>
        <p className="soft">{t('home.breaksLead')}</p>
        <div className="home-pick">
          <Select aria-label={t('chain.pick')} value={chain} data={chains} allowDeselect={false} onChange={(value) => value && setChain(value)} />
          <Select aria-label={t('chain.economy')} searchable value={economy} data={options} allowDeselect={false} onChange={(value) => value && setEconomy(value)} />
        </div>
        <Link className="go" to="/chain/$chain" params={{ chain }} search={{ economy, segment: shown?.segment }}>
          {t('home.openMap')}
        </Link>
      </div>
      <Asking query={query}>
        {(answer) =>
          scan && shown ? (
            <Figure
              title={shown.break_kind ? t('home.breaksAt', { economy: nameOf(economy), segment: named(shown), kind: breakText(shown.break_kind, t) }) : t('home.hurtsAt', { economy: nameOf(economy), segment: named(shown) })}
              name={`${shown.segment}-way`} answer={answer} analysis="scan" given={given} table="stations" note={t('chain.wayNote', { economy: nameOf(economy) })}
            >
              <Way segment={shown} stations={scan.stations.get(shown.segment) ?? []} />
            </Figure>
          ) : (
            <p>{t('state.empty')}</p>
          )
        }
      </Asking>
    </section>
  );
}

interface Product extends Row {
  segment: string;
  name: string;
  name_zh: string;
  left: number | null;
  left_low: number | null;
  left_high: number | null;
}

function WhoseHand() {
  const { t, language, named } = useLanguage();
  const { nameOf, options } = useEconomies();
  const [remove, setRemove] = useState('JPN');
  const given = { chain: 'chips', remove };
  const query = useAnalysis('what-if', given);
  return (
    <section className="home-question">
      <div className="home-ask">
        <p className="home-number">2</p>
        <h2>{t('home.stops')}</h2>
        <p className="soft">{t('home.stopsLead')}</p>
        <div className="home-pick">
          <Select aria-label={t('chain.removeHint')} searchable value={remove} data={options} allowDeselect={false} onChange={(value) => value && setRemove(value)} />
        </div>
        <Link className="go" to="/chain/$chain" params={{ chain: 'chips' }} search={{ remove }}>
          {t('home.openWhatIf')}
        </Link>
      </div>
      <Asking query={query}>
        {(answer) => {
          const products = rowsOf<Product>(answer, 'products').sort((a, b) => (a.left ?? 2) - (b.left ?? 2));
          const summary = sentencesOf(answer).find((row) => row.topic === 'summary');
          return (
            <Figure title={summary?.[language] ?? t('home.stopsAt', { economy: nameOf(remove) })} name={`chips-without-${remove}`} answer={answer} analysis="what-if" given={given} table="products">
              <svg className="home-left" viewBox={`0 0 560 ${products.length * 34 + 6}`} role="img" aria-label={t('chain.capacityLeft')}>
                {products.map((row, i) => (
                  <g key={row.segment} transform={`translate(0 ${i * 34 + 4})`}>
                    <text className="suppliers-name" x="190" y="18">
                      {named(row)}
                    </text>
                    <rect className="home-whole" x="200" y="3" width="280" height="22" rx="3" />
                    {row.left !== null && <rect x="200" y="3" width={280 * row.left} height="22" rx="3" fill={sequential(1 - row.left)} />}
                    {row.left_low !== null && row.left_high !== null && <line className="suppliers-interval" x1={200 + 280 * row.left_low} x2={200 + 280 * row.left_high} y1="14" y2="14" />}
                    <text className="suppliers-share" x="490" y="18">
                      {row.left === null ? t('state.noData') : percent(row.left, language)}
                    </text>
                  </g>
                ))}
              </svg>
            </Figure>
          );
        }}
      </Asking>
    </section>
  );
}

/** Medicines whose way from project to approval is in the data that ship. */
const MEDICINES = ['Gleevec', 'Fuzeon', 'Januvia', 'Lyrica'];

function HowItCrossed() {
  const { t } = useLanguage();
  const [from, setFrom] = useState(MEDICINES[0]!);
  const given = { from };
  const query = useAnalysis('trace', given);
  return (
    <section className="home-question">
      <div className="home-ask">
        <p className="home-number">3</p>
        <h2>{t('home.crossed')}</h2>
        <p className="soft">{t('home.crossedLead')}</p>
        <div className="home-pick">
          <Select aria-label={t('home.medicine')} value={from} data={MEDICINES} allowDeselect={false} onChange={(value) => value && setFrom(value)} />
        </div>
        <Link className="go" to="/trace" search={{ from }}>
          {t('home.openTrace')}
        </Link>
      </div>
      <Asking query={query}>
        {(answer) => (
          <Figure title={t('home.crossedAt', { name: from })} name={`trace-${from}`} answer={answer} analysis="trace" given={given} table="steps">
            <Timeline trace={readTrace(answer)} />
          </Figure>
        )}
      </Asking>
    </section>
  );
}
