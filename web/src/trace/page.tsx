import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { type Row, rowsOf } from '../api/answer';
import { useAnalysis } from '../api/question';
import { Asking } from '../figure/asking';
import { Figure } from '../figure/figure';
import { useLanguage } from '../language/language';
import { Timeline } from './timeline';
import { readTrace, type Trace } from './trace';
import './trace.css';

/** Ten medicines whose way from a project to an approval is in the data that ship. */
const EXAMPLES = ['Gleevec', 'Fuzeon', 'Januvia', 'Lyrica', 'Emtriva', 'Zerit', 'Crestor', 'Xtandi', 'Spinraza', 'Zolinza'];

/** From any project, paper, patent or product: every path to the other end, to be walked. */
export function TracePage() {
  const { t, language } = useLanguage();
  const { from, at } = useSearch({ from: '/trace' });
  const navigate = useNavigate({ from: '/trace' });
  const asked = from ?? 'Gleevec';
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const go = (next: string) => void navigate({ search: (before) => ({ ...before, from: next, at: undefined }) });
  const given = { from: asked };
  const query = useAnalysis('trace', given);
  const trace = useMemo(() => (query.data ? readTrace(query.data) : undefined), [query.data]);
  return (
    <div className="page trace-page">
      <h1>{t('trace.title')}</h1>
      <p className="lead">{t('trace.lead')}</p>
      <div className="trace-ask">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim()) go(typed.trim());
          }}
        >
          <TextInput label={t('trace.from')} description={t('trace.fromHint')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} rightSection={<Button type="submit" size="compact-sm">{t('trace.go')}</Button>} rightSectionWidth={76} />
        </form>
        <p className="chips">
          {EXAMPLES.map((name) => (
            <Link key={name} to="/trace" search={{ from: name }} className="chip" aria-current={name === asked || undefined}>
              {name}
            </Link>
          ))}
        </p>
      </div>
      <Asking query={query}>
        {(answer) =>
          trace && (
            <>
              <ul className="trace-stages">
                {rowsOf<Row>(answer, 'stages').map((row) => (
                  <li key={String(row.kind)}>
                    <strong>{row.found}</strong> {t(`trace.kind.${String(row.kind)}`)}
                    <br />
                    <small className="soft">{(language === 'zh' && row.missing_zh) || row.missing}</small>
                  </li>
                ))}
              </ul>
              <div className="trace-walk">
                <Figure title={t('trace.pathsFound', { count: trace.paths.length, whole: trace.paths.filter((path) => path.is_whole).length })} name={`trace-${asked}`} answer={answer} analysis="trace" given={given} table="steps" note={t('trace.note')}>
                  <Timeline trace={trace} selected={at} onSelect={(key) => void navigate({ search: (before) => ({ ...before, at: key }), replace: true })} most={5} />
                </Figure>
                <Thing trace={trace} at={at} onWalk={(key) => void navigate({ search: (before) => ({ ...before, at: key }), replace: true })} onTrace={go} />
              </div>
            </>
          )
        }
      </Asking>
    </div>
  );
}

/** The thing one stands at: what is known of it, and the ways on and back. */
function Thing({ trace, at, onWalk, onTrace }: { trace: Trace; at: string | undefined; onWalk: (key: string) => void; onTrace: (from: string) => void }) {
  const { t } = useLanguage();
  const node = trace.nodes.find((each) => each.key === at);
  if (!node) return <aside className="card soft">{t('trace.pick')}</aside>;
  const { step } = node;
  const named = new Map(trace.nodes.map((each) => [each.key, each.step.name ?? each.step.id]));
  const back = trace.edges.filter((edge) => edge.to === node.key).map((edge) => edge.from);
  const on = trace.edges.filter((edge) => edge.from === node.key).map((edge) => edge.to);
  const facts: [string, string | number | null][] = [
    ['id', step.id],
    ['date', step.date ?? step.year],
    ['holder', step.holder],
    ['protected', step.protected_until],
    ['source', step.source],
  ];
  return (
    <aside className="card trace-thing" aria-live="polite">
      <small className="soft">{t(`trace.kind.${step.kind}`)}</small>
      <h2>{step.name ?? step.id}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(`trace.fact.${name}`)}</dt>
            <dd>{value ?? <em className="soft">{t('state.noData')}</em>}</dd>
          </div>
        ))}
      </dl>
      {([['back', back], ['on', on]] as const).map(
        ([label, keys]) =>
          keys.length > 0 && (
            <p key={label}>
              <strong>{t(`trace.${label}`)}</strong>
              <br />
              {keys.map((key) => (
                <button key={key} type="button" className="chip" onClick={() => onWalk(key)}>
                  {named.get(key)}
                </button>
              ))}
            </p>
          ),
      )}
      <button type="button" className="link-button" onClick={() => onTrace(step.id)}>
        {t('trace.fromHere')}
      </button>
    </aside>
  );
}
