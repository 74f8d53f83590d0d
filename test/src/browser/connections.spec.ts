import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { account, type RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { everythingIn, violations } from './browser.js';
import { assertSound, atBothWidths } from './looks.js';
import { makeRole, type DatabaseRole } from './role.js';
import { openSession, type BrowserSession } from './session.js';

const mask = '••••••••';
const wrong = 'canary-wrong-5d1f0c7a';

describe('a person who has never seen the product', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let role: DatabaseRole;

  before(async () => {
    [session, role] = await Promise.all([openSession({ host: { login: false } }), makeRole()]);
    ({ host, page } = session);
  });
  after(async () => {
    await session.end();
    await role.drop();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
  const toList = async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Connections' }).click();
    await heading('Connections');
  };

  it('creates the first user, and gets to the page that was asked for', async () => {
    await page.goto(`${host.url}/connections`);
    await page.getByLabel('Name').fill(account.name);
    await page.getByLabel('Email').fill(account.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
    await button('Create user').click();
    await heading('Connections');
    await page.getByRole('link', { name: 'Sample shop' }).waitFor();
  });

  it('runs the Welcome pattern from the start page', async () => {
    await page.getByRole('link', { name: /^Patchbay/ }).click();
    await button('Run Welcome').click();
    await page.getByRole('table', { name: 'Result' }).waitFor();
  });

  it('finds a connector by typing and is told what is missing, at the field', async () => {
    await toList();
    await button('Add connection').click();
    const search = page.getByRole('textbox', { name: 'Search connectors' });
    await search.waitFor();
    await becomes(() => isFocused(page, 'Search connectors'), true);
    await search.fill('rds postgres');
    await page.getByRole('link', { name: /^PostgreSQL/ }).click();
    await page.getByLabel('Name', { exact: false }).first().fill('Orders');
    await button('Save').click();
    await page.getByText('Host is required').waitFor();
    await becomes(() => page.evaluate('document.activeElement.dataset.pointer'), '/host');
  });

  it('sees why a test fails, and keeps all input', async () => {
    await page.getByRole('textbox', { name: 'Host' }).fill(role.host);
    await page.getByRole('textbox', { name: 'Port' }).fill(role.port);
    await page.getByRole('textbox', { name: 'Database' }).fill(role.database);
    await page.getByRole('textbox', { name: 'User name' }).fill(role.user);
    await page.getByRole('textbox', { name: 'Password' }).fill(wrong);
    await button('Test connection').click();
    await page.getByText('The login was refused').waitFor();
    await page.getByText(/\bCheck\b.*(user|password)/i).waitFor();
    await becomes(() => page.getByRole('textbox', { name: 'Password' }).inputValue(), wrong);
    await becomes(() => page.getByRole('textbox', { name: 'User name' }).inputValue(), role.user);
  });

  it('asks before unsaved input is lost', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    await button('Stay').click();
    await becomes(() => page.getByRole('textbox', { name: 'Host' }).inputValue(), role.host);
  });

  it('logs in again above the filled form when the session has ended, and goes on where it was', async () => {
    const again = page.getByRole('dialog', { name: 'Your session has ended' });
    const password = again.getByRole('textbox', { name: 'Password' });
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await page.route('**/api/auth/me', (route) => route.abort());
    const unheard = page.waitForEvent('requestfailed', (asked) => asked.url().endsWith('/api/auth/me'));
    await button('Test connection').click();
    await unheard;
    // Who is logged in cannot be asked now; that is no reason to take the page away.
    await becomes(() => page.getByRole('textbox', { name: 'Host' }).inputValue(), role.host);
    await page.unroute('**/api/auth/me');
    // Whatever else the page asks for brings the dialog too, which then lies above the button already.
    await button('Test connection').dispatchEvent('click');
    await again.getByText(`Log in again as ${account.name}`).waitFor();
    await becomes(() => page.evaluate('document.activeElement.autocomplete'), 'current-password');
    await page.keyboard.press('Escape');
    await password.fill('not this one');
    await again.getByRole('button', { name: 'Log in', exact: true }).click();
    await again.getByText('Email or password is wrong').waitFor();
    assert.deepEqual(await violations(page), []);
    await password.fill(account.password);
    await again.getByRole('button', { name: 'Log in', exact: true }).click();
    await again.waitFor({ state: 'detached' });
    assert.notDeepEqual(await page.context().cookies(), cookies);
    const typed = () =>
      Promise.all(['Host', 'Password'].map((name) => page.getByRole('textbox', { name }).inputValue()));
    await becomes(typed, [role.host, wrong]);
  });

  it('is told in the form of a session of another tab, and goes on by trying again', async () => {
    const { request } = page.context();
    await request.post(`${host.url}/api/auth/login`, {
      data: { email: account.email, password: account.password },
    });
    await button('Test connection').click();
    await page.getByText('You logged in anew in another tab meanwhile').waitFor();
    await button('Test connection').click();
    await page.getByText('The login was refused').waitFor();
    await becomes(() => page.getByRole('textbox', { name: 'Password' }).inputValue(), wrong);
  });

  it('sees in the folded pool what differs from the default', async () => {
    const pool = button(/^Connection pool/);
    await pool.getByText('Defaults').waitFor();
    await pool.click();
    await page.getByRole('textbox', { name: 'Idle connections' }).fill('3');
    await pool.click();
    await pool.getByText('Idle connections 3').waitFor();
  });

  it('is told at the name that it is too long', async () => {
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('x'.repeat(10_000));
    await button('Save').click();
    await page.getByText(/^Name .*200/).waitFor();
    await becomes(() => page.evaluate('document.activeElement.dataset.pointer'), '/name');
    await name.fill('Orders');
  });

  it('fixes the password, tests, saves and tests again in the list', async () => {
    await page.getByRole('textbox', { name: 'Password' }).fill(role.password);
    await button('Test connection').click();
    await page.getByText(/^Passed \d/).waitFor();
    await button('Save').click();
    await heading('Orders');
    await noSecretAnywhere();
    await toList();
    await button('Test Orders').click();
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Orders' })
      .getByText(/^Passed \d/)
      .waitFor();
  });

  it('sees the secret as set, and changes or keeps it', async () => {
    await page.getByRole('link', { name: 'Orders' }).click();
    await button('Edit').click();
    await page.getByText(mask).waitFor();
    await becomes(() => page.getByRole('textbox', { name: 'Password' }).count(), 0);
    await becomes(() => page.getByRole('textbox', { name: 'Host' }).count(), 0, 'identity is read-only');
    await noSecretAnywhere();

    await button('Change Password').click();
    await becomes(() => page.getByRole('textbox', { name: 'Password' }).inputValue(), '');
    await button('Save').click();
    await page.getByText('Password needs its new value').waitFor();
    await button('Keep old Password').click();
    await page.getByText(mask).waitFor();

    await page.getByLabel('Description').fill('Orders of the shop');
    await button('Test connection').click();
    await page.getByText(/^Passed \d/).waitFor();
    await button('Save').click();
    await heading('Orders');
    await page.getByText('Orders of the shop').waitFor();
  });

  it('enters the secret again when the destination changes', async () => {
    await button('Edit').click();
    await button(/^TLS/).click();
    await page.getByLabel('TLS', { exact: true }).selectOption('Always');
    await page
      .getByText(/Enter it again because TLS changed/)
      .first()
      .waitFor();
    await page.getByLabel('TLS', { exact: true }).selectOption('Never (not encrypted)');
    await page.getByRole('textbox', { name: 'Password' }).fill(role.password);
    await button('Save').click();
    await heading('Orders');
    await button('Test now').click();
    await page
      .getByText(/^PostgreSQL \d/)
      .first()
      .waitFor();
  });

  it('deletes it, and for one in use sees first what uses it', async () => {
    await page.getByRole('tab', { name: 'Danger zone' }).click();
    await button('Delete').click();
    await button('Delete connection').click();
    await heading('Connections');
    await page.getByText('Orders').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Sample shop' }).click();
    await page.getByRole('tab', { name: 'Danger zone' }).click();
    await button('Delete').click();
    await page.getByRole('dialog').getByText('Welcome (draft)').waitFor();
    await button('Detach and delete').waitFor();
    assert.deepEqual(await violations(page), []);
    await button('Keep it').click();
  });

  it('never finds a secret in an answer or in what the browser holds', async () => {
    await noSecretAnywhere();
    assert.deepEqual(session.complaints, []);
  });

  it('finds every page accessible in both themes, at 1440 and at 390 pixels', async () => {
    await atBothWidths(session, async ({ page: other, settled }, at) => {
      for (const path of [
        '/',
        '/connections',
        '/connections/new',
        '/connections/new?type=postgresql',
        '/connections/new?type=http',
        '/patterns',
        '/runs',
        '/settings',
      ]) {
        await other.goto(host.url + path);
        await other.getByRole('heading', { level: 1 }).waitFor();
        await settled();
        await assertSound(other, `${path} ${at}`);
      }
    });
  });

  async function noSecretAnywhere(): Promise<void> {
    const held = [await everythingIn(page), ...(await session.answers())];
    for (const secret of [role.password, wrong]) {
      assert.equal(held.filter((text) => text.includes(secret)).length, 0);
    }
    const values = await page.evaluate<string[]>(
      "[...document.querySelectorAll('input, textarea')].map((input) => input.value)",
    );
    assert.equal(
      values.some((value) => value.includes('•')),
      false,
    );
  }
});

function isFocused(page: Page, name: string): Promise<boolean> {
  return page.evaluate<boolean>(`document.activeElement.ariaLabel === '${name}'`);
}
