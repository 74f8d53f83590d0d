import { account } from '../../support/host-process.js';
import type { Action } from './action.js';

/** What is done to come in and to go: by nobody yet, or by somebody whose session has ended. */
export const comings: readonly Action[] = [
  {
    name: 'logs in',
    of: ['session/account-form.tsx#send'],
    route: 'login',
    begin: async ({ page, host, field }) => {
      await page.goto(`${host.url}/connections`);
      await field('Email').fill(account.email);
      await field('Password').fill(account.password);
    },
    act: ({ button }) => button('Log in').click(),
  },
  {
    name: 'chooses a password by a link',
    of: ['session/password-page.tsx#choose'],
    route: 'passwordChoose',
    begin: async ({ page, host, field }) => {
      await page.goto(`${host.url}/password#${'a'.repeat(43)}`);
      await field('New password').fill('a long sentence that nobody else knows');
    },
    act: ({ button }) => button('Set password and log in').click(),
    last: 'stays undone',
  },
];

export const goings: readonly Action[] = [
  {
    name: 'logs in again',
    of: ['session/login-again.tsx#login'],
    route: 'login',
    begin: async ({ page, go, button, field }) => {
      await go('/connections/new?type=http');
      await field('Base URL').fill('https://api.example.org');
      await page.route('**/api/auth/me', (route) =>
        route.fulfill({ status: 401, body: '{"code":"unauthenticated"}' }),
      );
      await page.route('**/api/connections/test', (route) =>
        route.fulfill({ status: 401, body: '{"code":"unauthenticated"}' }),
      );
      await button('Test connection').click();
      await page.getByText('Your session has ended').waitFor();
      for (const url of ['**/api/auth/me', '**/api/connections/test']) await page.unroute(url);
      await field('Password').fill(account.password);
    },
    act: ({ page }) => page.getByRole('dialog').getByRole('button', { name: 'Log in', exact: true }).click(),
  },
  {
    name: 'logs out',
    of: ['ui/log-out.tsx#logOut'],
    route: 'logout',
    begin: async ({ page, go, button }) => {
      await go('/');
      await page.route('**/api/auth/logout', (route) => route.abort(), { times: 1 });
      await button('Log out').click();
      await page.getByRole('dialog', { name: 'You are still logged in' }).waitFor();
    },
    act: ({ button }) => button('Try again').click(),
  },
];
