import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { detailFrom, filterFrom, newFrom } from './connections/search.js';
import { runChoiceFrom } from './runs/search.js';
import { settingsRoutes } from './settings/routes.js';
import { FailedPage, PendingPage } from './ui/problem-pages.js';
import { rootRoute as root } from './ui/root-route.js';

const child = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const routeTree = root.addChildren([
  createRoute({
    ...child('/'),
    component: lazyRouteComponent(() => import('./start/start-page.js'), 'StartPage'),
  }),
  createRoute({
    ...child('/connections'),
    validateSearch: filterFrom,
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
    component: lazyRouteComponent(() => import('./patterns/list-page.js'), 'PatternListPage'),
  }),
  createRoute({
    ...child('/patterns/$id'),
    component: lazyRouteComponent(() => import('./editor/pattern-page.js'), 'PatternPage'),
  }),
  createRoute({
    ...child('/runs'),
    validateSearch: runChoiceFrom,
    component: lazyRouteComponent(() => import('./runs/list-page.js'), 'RunListPage'),
  }),
  createRoute({
    ...child('/runs/$id'),
    component: lazyRouteComponent(() => import('./runs/run-page.js'), 'RunPage'),
  }),
  settingsRoutes,
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingComponent: PendingPage,
  defaultErrorComponent: FailedPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
