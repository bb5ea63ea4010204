import { createRootRoute, createRoute, createRouter, lazyRouteComponent, retainSearchParams } from '@tanstack/react-router';
import { NowherePage } from './nowhere';
import { Shell } from './shell';

/** What stands in the address of every page. */
interface CommonSearch {
  lang?: 'en' | 'zh';
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NowherePage,
  validateSearch: (search: Record<string, unknown>): CommonSearch => ({ lang: search.lang === 'zh' || search.lang === 'en' ? search.lang : undefined }),
  search: { middlewares: [retainSearchParams(['lang'])] },
});

const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('../home/page'), 'HomePage') });

export interface ChainSearch {
  economy?: string;
  measure?: string;
  segment?: string;
  with?: string;
  remove?: string;
}
const chain = createRoute({
  getParentRoute: () => root,
  path: '/chain/$chain',
  validateSearch: (search: Record<string, unknown>): ChainSearch => ({
    economy: text(search.economy),
    measure: text(search.measure),
    segment: text(search.segment),
    with: text(search.with),
    remove: text(search.remove),
  }),
  component: lazyRouteComponent(() => import('../chain/page'), 'ChainPage'),
});

export interface TraceSearch {
  from?: string;
  at?: string;
}
const trace = createRoute({
  getParentRoute: () => root,
  path: '/trace',
  validateSearch: (search: Record<string, unknown>): TraceSearch => ({ from: text(search.from), at: text(search.at) }),
  component: lazyRouteComponent(() => import('../trace/page'), 'TracePage'),
});

export interface MatchSearch {
  need?: string;
  result?: string;
  among?: string;
}
const match = createRoute({
  getParentRoute: () => root,
  path: '/match',
  validateSearch: (search: Record<string, unknown>): MatchSearch => ({ need: text(search.need), result: text(search.result), among: text(search.among) }),
  component: lazyRouteComponent(() => import('../match/page'), 'MatchPage'),
});

export interface RegionSearch {
  of?: string;
  place?: string;
  chain?: string;
}
const region = createRoute({
  getParentRoute: () => root,
  path: '/region',
  validateSearch: (search: Record<string, unknown>): RegionSearch => ({ of: text(search.of), place: text(search.place), chain: text(search.chain) }),
  component: lazyRouteComponent(() => import('../region/page'), 'RegionPage'),
});

export interface RanksSearch {
  measure?: string;
  places?: string;
}
const ranks = createRoute({
  getParentRoute: () => root,
  path: '/ranks',
  validateSearch: (search: Record<string, unknown>): RanksSearch => ({ measure: text(search.measure), places: text(search.places) }),
  component: lazyRouteComponent(() => import('../ranks/page'), 'RanksPage'),
});

export interface DataSearch {
  view?: string;
  table?: string;
}
const data = createRoute({
  getParentRoute: () => root,
  path: '/data',
  validateSearch: (search: Record<string, unknown>): DataSearch => ({ view: text(search.view), table: text(search.table) }),
  component: lazyRouteComponent(() => import('../data/page'), 'DataPage'),
});

export interface ExhibitionSearch {
  economy?: string;
  story?: number;
  seconds?: number;
}
const number = (value: unknown): number | undefined => (Number.isFinite(Number(value)) && value !== undefined && value !== '' ? Number(value) : undefined);
const exhibition = createRoute({
  getParentRoute: () => root,
  path: '/exhibition',
  validateSearch: (search: Record<string, unknown>): ExhibitionSearch => ({ economy: text(search.economy), story: number(search.story), seconds: number(search.seconds) }),
  component: lazyRouteComponent(() => import('../exhibition/page'), 'ExhibitionPage'),
});

export interface DocsSearch {
  page?: string;
}
const docs = createRoute({
  getParentRoute: () => root,
  path: '/docs',
  validateSearch: (search: Record<string, unknown>): DocsSearch => ({ page: text(search.page) }),
  component: lazyRouteComponent(() => import('../docs/page'), 'DocsPage'),
});

const ask = createRoute({
  getParentRoute: () => root,
  path: '/ask/$analysis',
  // The parameters of the question itself; which there are, its spec says.
  validateSearch: (search: Record<string, unknown>): Record<string, string | undefined> => Object.fromEntries(Object.entries(search).map(([name, value]) => [name, typeof value === 'object' ? undefined : String(value)])),
  component: lazyRouteComponent(() => import('../ask/page'), 'AskPage'),
});

export const router = createRouter({ routeTree: root.addChildren([home, chain, trace, match, region, ranks, data, exhibition, docs, ask]), defaultPreload: 'intent', scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
