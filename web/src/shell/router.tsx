import { createRootRoute, createRoute, createRouter, lazyRouteComponent, retainSearchParams } from '@tanstack/react-router';
import { Shell } from './shell';

/** What stands in the address of every page. */
interface CommonSearch {
  lang?: 'en' | 'zh';
}

const root = createRootRoute({
  component: Shell,
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

export const router = createRouter({ routeTree: root.addChildren([home, chain]), defaultPreload: 'intent', scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
