import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute } from '../ui/root-route.js';
import { auditFilterFrom } from './audit/search.js';

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-layout.js'), 'SettingsLayout'),
});
const child = <const Path extends string>(path: Path) => ({ getParentRoute: () => settings, path });

/** The pages of the settings; each comes when it is opened. */
export const settingsRoutes = settings.addChildren([
  createRoute({
    ...child('/'),
    beforeLoad: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to lead elsewhere
      throw redirect({ to: '/settings/account', replace: true });
    },
  }),
  createRoute({
    ...child('/account'),
    component: lazyRouteComponent(() => import('./account/account-page.js'), 'AccountPage'),
  }),
  createRoute({
    ...child('/users'),
    component: lazyRouteComponent(() => import('./users/users-page.js'), 'UsersPage'),
  }),
  createRoute({
    ...child('/projects'),
    component: lazyRouteComponent(() => import('./projects/projects-page.js'), 'ProjectsPage'),
  }),
  createRoute({
    ...child('/projects/$id'),
    component: lazyRouteComponent(() => import('./projects/project-page.js'), 'ProjectPage'),
  }),
  createRoute({
    ...child('/tokens'),
    component: lazyRouteComponent(() => import('./tokens/tokens-page.js'), 'TokensPage'),
  }),
  createRoute({
    ...child('/environments'),
    component: lazyRouteComponent(() => import('./environments/environments-page.js'), 'EnvironmentsPage'),
  }),
  createRoute({
    ...child('/plugins'),
    // Where they lay before.
    beforeLoad: () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to lead elsewhere
      throw redirect({ to: '/plugins', replace: true });
    },
  }),
  createRoute({
    ...child('/vault'),
    component: lazyRouteComponent(() => import('./vault/vault-page.js'), 'VaultPage'),
  }),
  createRoute({
    ...child('/audit'),
    validateSearch: auditFilterFrom,
    component: lazyRouteComponent(() => import('./audit/audit-page.js'), 'AuditPage'),
  }),
  createRoute({
    ...child('/health'),
    component: lazyRouteComponent(() => import('./health/health-page.js'), 'HealthPage'),
  }),
]);
