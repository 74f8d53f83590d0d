import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { patternPagesQuery } from './api/pattern-lists.js';
import {
  connectionListQuery,
  connectionQuery,
  lastRunQuery,
  nodeCatalogQuery,
  patternQuery,
  runQuery,
} from './api/queries.js';
import { queries } from './api/query-client.js';
import { detailFrom, filterFrom, newFrom } from './connections/search.js';
import { patternSearchFrom } from './patterns/search.js';
import { runPagesQuery } from './runs/run-pages.js';
import { runChoiceFrom } from './runs/search.js';
import { settingsRoutes } from './settings/routes.js';
import { FailedPage, PendingPage } from './ui/problem-pages.js';
import { rootRoute as root } from './ui/root-route.js';

interface OfOne {
  params: { id: string };
}

/** Asks for what a page will show before it is drawn; the page itself tells what went wrong. */
const ahead = (asked: Promise<unknown>): void => void asked.catch(() => undefined);

const child = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const routeTree = root.addChildren([
  createRoute({
    ...child('/'),
    component: lazyRouteComponent(() => import('./start/start-page.js'), 'StartPage'),
  }),
  createRoute({
    ...child('/connections'),
    validateSearch: filterFrom,
    loaderDeps: ({ search }) => search,
    loader: ({ deps }) => ahead(queries.infiniteQuery(connectionListQuery(deps))),
    component: lazyRouteComponent(() => import('./connections/list-page.js'), 'ConnectionListPage'),
  }),
  createRoute({
    ...child('/connections/new'),
    validateSearch: newFrom,
    component: lazyRouteComponent(() => import('./connections/new-page.js'), 'NewConnectionPage'),
  }),
  createRoute({
    ...child('/connections/$id'),
    validateSearch: detailFrom,
    loader: ({ params: { id } }: OfOne) => ahead(queries.query(connectionQuery(id))),
    component: lazyRouteComponent(() => import('./connections/detail/detail-page.js'), 'ConnectionPage'),
  }),
  createRoute({
    ...child('/connections/$id/edit'),
    component: lazyRouteComponent(() => import('./connections/edit-page.js'), 'EditConnectionPage'),
  }),
  createRoute({
    ...child('/secrets'),
    component: lazyRouteComponent(() => import('./secrets/secrets-page.js'), 'SecretsPage'),
  }),
  createRoute({
    ...child('/patterns'),
    validateSearch: patternSearchFrom,
    loaderDeps: ({ search }) => search,
    loader: ({ deps: { q } }) => ahead(queries.infiniteQuery(patternPagesQuery(q))),
    component: lazyRouteComponent(() => import('./patterns/list-page.js'), 'PatternListPage'),
  }),
  createRoute({
    ...child('/patterns/$id'),
    loader: ({ params: { id } }: OfOne) => {
      ahead(queries.query(patternQuery(id)));
      ahead(queries.query(nodeCatalogQuery));
      ahead(queries.query(lastRunQuery(id)));
    },
    component: lazyRouteComponent(() => import('./editor/pattern-page.js'), 'PatternPage'),
  }),
  createRoute({
    ...child('/runs'),
    validateSearch: runChoiceFrom,
    loaderDeps: ({ search }) => search,
    loader: ({ deps }) => ahead(queries.infiniteQuery(runPagesQuery(deps))),
    component: lazyRouteComponent(() => import('./runs/list-page.js'), 'RunListPage'),
  }),
  createRoute({
    ...child('/runs/$id'),
    loader: ({ params: { id } }: OfOne) => ahead(queries.query(runQuery(id))),
    component: lazyRouteComponent(() => import('./runs/run-page.js'), 'RunPage'),
  }),
  createRoute({
    ...child('/plugins'),
    component: lazyRouteComponent(() => import('./plugins/plugins-page.js'), 'PluginsPage'),
  }),
  settingsRoutes,
]);

export const router = createRouter({
  routeTree,
  // What a link leads to is asked for as the mouse or the focus comes to it.
  defaultPreload: 'intent',
  // How long an answer counts as new, its query says.
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
