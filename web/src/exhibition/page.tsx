import { useInterval } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useEconomies } from '../api/economies';
import { useAnalysis } from '../api/question';
import { breakText } from '../chain/break_text';
import { broken, readScan, type Scan, shortest } from '../chain/scan';
import { Way } from '../chain/way';
import { percent } from '../figure/number';
import { useLanguage } from '../language/language';
import { Timeline } from '../trace/timeline';
import { readTrace } from '../trace/trace';
import './exhibition.css';

/** One story fills the wall: a headline one can read from five metres, a picture, and where it comes from. */
interface Story {
  key: string;
  show: (props: { economy: string }) => ReactNode;
}

const STORIES: Story[] = [
  { key: 'way-chips', show: ({ economy }) => <BreakStory chain="chips" economy={economy} /> },
  { key: 'trace-Gleevec', show: () => <TraceStory name="Gleevec" /> },
  { key: 'hurts-critical-minerals', show: ({ economy }) => <HurtStory chain="critical-minerals" economy={economy} /> },
  { key: 'trace-Fuzeon', show: () => <TraceStory name="Fuzeon" /> },
  { key: 'hurts-medicines', show: ({ economy }) => <HurtStory chain="medicines" economy={economy} /> },
  { key: 'trace-Lyrica', show: () => <TraceStory name="Lyrica" /> },
];

/** 成果展示: for a show-room wall. Rotates by itself, begins again at the end; arrows step, space holds, Escape leaves. */
export function ExhibitionPage() {
  const { t } = useLanguage();
  const search = useSearch({ from: '/exhibition' });
  const navigate = useNavigate({ from: '/exhibition' });
  const economy = search.economy ?? 'KOR';
  const seconds = Math.max(4, search.seconds ?? 14);
  const [held, setHeld] = useState(false);
  const at = (((search.story ?? 0) % STORIES.length) + STORIES.length) % STORIES.length;
  const step = (by: number) => void navigate({ search: (before) => ({ ...before, story: (at + by + STORIES.length) % STORIES.length }), replace: true });
  const { start, stop } = useInterval(() => step(1), seconds * 1000);
  useEffect(() => {
    if (!held) start();
    return stop;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'ArrowRight') step(1);
      if (event.key === 'ArrowLeft') step(-1);
      if (event.key === ' ') setHeld((before) => !before);
      if (event.key === 'Escape') void navigate({ to: '/' });
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
  const story = STORIES[at]!;
  return (
    <section className="wall" aria-roledescription="carousel" aria-label={t('exhibition.title')}>
      <div key={story.key} className="wall-story" aria-live={held ? 'polite' : 'off'}>
        {story.show({ economy })}
      </div>
      <footer className="wall-foot">
        <span className="wall-brand">
          <img src="/joint.svg" alt="" width="40" height="40" /> Tenon 榫
        </span>
        <span className="wall-dots">
          {STORIES.map((each, i) => (
            <button key={each.key} type="button" aria-label={t('exhibition.story', { number: i + 1, count: STORIES.length })} aria-current={i === at || undefined} onClick={() => step(i - at)} />
          ))}
        </span>
        <span className="wall-tools">
          <button type="button" onClick={() => setHeld(!held)}>
            {t(held ? 'exhibition.go' : 'exhibition.hold')}
          </button>
          <button type="button" onClick={() => void document.documentElement.requestFullscreen()}>
            {t('exhibition.full')}
          </button>
          <Link to="/">{t('exhibition.leave')}</Link>
        </span>
      </footer>
    </section>
  );
}

function useScan(chain: string, economy: string): Scan | undefined {
  const { data } = useAnalysis('scan', { chain, economy });
  return useMemo(() => (data ? readScan(data) : undefined), [data]);
}

function BreakStory({ chain, economy }: { chain: string; economy: string }) {
  const { t, named } = useLanguage();
  const { nameOf } = useEconomies();
  const scan = useScan(chain, economy);
  const first = scan && broken(scan)[0];
  if (!scan) return <p className="wall-wait">{t('state.loading')}</p>;
  if (!first) return <HurtStory chain={chain} economy={economy} />;
  return (
    <>
      <h1>{t('home.breaksAt', { economy: nameOf(economy), segment: named(first), kind: breakText(first.break_kind!, t) })}</h1>
      <div className="wall-picture figure">
        <Way segment={first} stations={scan.stations.get(first.segment) ?? []} />
      </div>
      <p className="wall-source">
        {named(scan.title)} · tenon run scan --chain {chain} --economy {economy}
      </p>
    </>
  );
}

function HurtStory({ chain, economy }: { chain: string; economy: string }) {
  const { t, language, named } = useLanguage();
  const { nameOf } = useEconomies();
  const scan = useScan(chain, economy);
  if (!scan) return <p className="wall-wait">{t('state.loading')}</p>;
  const first = shortest(scan, scan.segments.length).filter((segment) => segment.top_share !== null).slice(0, 5);
  return (
    <>
      <h1>{t('exhibition.hangs', { economy: nameOf(economy), chain: named(scan.title) })}</h1>
      <ol className="wall-bars">
        {first.map((segment) => (
          <li key={segment.segment}>
            <span>{named(segment)}</span>
            <span className="wall-bar">
              <i style={{ width: `${segment.top_share! * 100}%` }} />
            </span>
            <strong>
              {nameOf(segment.top_supplier)} {percent(segment.top_share, language)}
            </strong>
          </li>
        ))}
      </ol>
      <p className="wall-source">
        {t('exhibition.share')} · tenon run scan --chain {chain} --economy {economy}
      </p>
    </>
  );
}

function TraceStory({ name }: { name: string }) {
  const { t } = useLanguage();
  const { data, isError } = useAnalysis('trace', { from: name });
  if (isError) return <h1>{t('state.empty')}</h1>;
  if (!data) return <p className="wall-wait">{t('state.loading')}</p>;
  return (
    <>
      <h1>{t('exhibition.became', { name })}</h1>
      <div className="wall-picture figure">
        <Timeline trace={readTrace(data)} most={4} />
      </div>
      <p className="wall-source">tenon run trace --from {name}</p>
    </>
  );
}
