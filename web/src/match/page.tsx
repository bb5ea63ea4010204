import { Button, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { type Answer, type Row, rowsOf, tableOf } from '../api/answer';
import { useAnalysis } from '../api/question';
import { Asking } from '../figure/asking';
import { DataTable } from '../figure/data_table';
import { saveCsv } from '../figure/download';
import { ReceiptLine } from '../figure/receipt';
import { useLanguage } from '../language/language';
import type { MatchSearch } from '../shell/router';
import './match.css';

const AMONG = ['works', 'grants', 'patents', 'results'] as const;

/** A need in one's own words finds results, and a result finds needs: each with its reasons, and what is missing. */
export function MatchPage() {
  const { t } = useLanguage();
  const search = useSearch({ from: '/match' });
  const navigate = useNavigate({ from: '/match' });
  const reverse = search.result !== undefined;
  const among = AMONG.includes(search.among as never) ? search.among! : 'works';
  const asked = reverse ? search.result! : (search.need ?? t('match.examples.0'));
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const go = (change: MatchSearch) => void navigate({ search: (before) => ({ lang: (before as { lang?: 'en' | 'zh' }).lang, among, ...change }) });
  const given = reverse ? { among, result: search.result } : { among, need: asked, top: 20 };
  const query = useAnalysis('match', given, asked !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim()) go(reverse ? { result: typed.trim() } : { need: typed.trim() });
  };
  return (
    <div className="page match">
      <h1>{t('match.title')}</h1>
      <p className="lead">{t('match.lead')}</p>
      <form onSubmit={submit}>
        <SegmentedControl value={reverse ? 'result' : 'need'} data={[{ value: 'need', label: t('match.needMode') }, { value: 'result', label: t('match.resultMode') }]} onChange={(mode) => go(mode === 'result' ? { result: '' } : {})} />
        {reverse ? (
          <TextInput label={t('match.result')} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        ) : (
          <Textarea label={t('match.need')} autosize minRows={2} maxRows={8} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        )}
        <div className="match-go">
          <Select label={t('match.among')} value={among} allowDeselect={false} data={AMONG.map((value) => ({ value, label: t(`match.kind.${value}`) }))} onChange={(value) => go({ among: value ?? undefined, ...(reverse ? { result: typed } : { need: typed }) })} />
          <Button type="submit">{t('match.go')}</Button>
        </div>
        {!reverse && (
          <p className="chips">
            {[0, 1, 2].map((i) => (
              <button key={i} type="button" className="chip" onClick={() => go({ need: t(`match.examples.${i}`) })}>
                {t(`match.examples.${i}`)}
              </button>
            ))}
          </p>
        )}
        <p className="soft">
          {t('match.dictionary')} <code>tenon load cc-cedict FILE</code>
        </p>
      </form>
      {asked !== '' && <Asking query={query}>{(answer) => <Matches answer={answer} given={given} reverse={reverse} among={among} />}</Asking>}
    </div>
  );
}

interface Match extends Row {
  rank: number;
  result: string;
  title: string | null;
  score: number;
  parts: string | null;
  words: string | null;
  codes: string | null;
  missing_en: string | null;
  missing_zh: string | null;
  readiness: number | null;
  holder: string | null;
  economy: string | null;
  year: number | null;
  competing: string | null;
  source: string | null;
}

function Matches({ answer, given, reverse, among }: { answer: Answer; given: Record<string, string | number | undefined>; reverse: boolean; among: string }) {
  const { t, language } = useLanguage();
  const rows = rowsOf<Match>(answer, 'matches');
  const best = Math.max(...rows.map((row) => row.score), 1e-9);
  return (
    <>
      <ol className="match-list">
        {rows.map((row) => (
          <li key={row.result} className="card" id={`match-${row.rank}`}>
            <div className="match-head">
              <span className="match-rank">{row.rank}</span>
              <h2>{row.title ?? row.result}</h2>
              <span className="match-score" role="img" title={row.parts ?? undefined} aria-label={t('match.score', { score: row.score.toLocaleString(language, { maximumSignificantDigits: 3 }) })}>
                <i style={{ width: `${(row.score / best) * 100}%` }} />
              </span>
            </div>
            <p className="match-facts soft">{[row.holder, row.economy, row.year, row.source, row.result].filter(Boolean).join(' · ')}</p>
            <dl>
              <dt>{t('match.why')}</dt>
              <dd>
                {split(row.words, ';').map((word) => (
                  <mark key={word}>{word.replace(' > ', ' → ')}</mark>
                ))}
                {split(row.codes, ' ').map((code) => (
                  <code key={code}>{code}</code>
                ))}
                <small className="soft"> {row.parts}</small>
              </dd>
              <dt>{t('match.missing')}</dt>
              <dd>{(language === 'zh' ? row.missing_zh : row.missing_en) || t('match.nothing')}</dd>
              {row.readiness !== null && (
                <>
                  <dt>{t('match.readiness')}</dt>
                  <dd>{row.readiness} / 9</dd>
                </>
              )}
              {row.competing && (
                <>
                  <dt>{t('match.competing')}</dt>
                  <dd>
                    <a href={`#match-${rows.find((other) => other.result === row.competing)?.rank}`}>{rows.find((other) => other.result === row.competing)?.title ?? row.competing}</a>
                  </dd>
                </>
              )}
            </dl>
            {!reverse && (
              <Link to="/match" search={{ among, result: row.result }} className="link-button">
                {t('match.turn')}
              </Link>
            )}
          </li>
        ))}
      </ol>
      <details>
        <summary>{t('figure.table')}</summary>
        <DataTable table={tableOf(answer, 'matches')} caption={t('match.title')} />
        <button type="button" className="link-button" onClick={() => saveCsv(tableOf(answer, 'matches'), 'matches')}>
          {t('figure.download')} CSV
        </button>
      </details>
      <ReceiptLine answer={answer} analysis="match" given={given} />
    </>
  );
}

const split = (text: string | null, mark: string): string[] => (text ?? '').split(mark).map((each) => each.trim()).filter(Boolean);
