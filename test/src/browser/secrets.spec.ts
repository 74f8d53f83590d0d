import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { everythingIn } from './browser.js';
import { assertSound, atBothWidths } from './looks.js';
import { paste } from './paste.js';
import { openSession, type BrowserSession } from './session.js';

const first = 'canary-secret-41d7b0aa';
const second = 'canary-secret-9e02c6f1';

describe('a person who keeps named secrets', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession();
    ({ host, page } = session);
  });
  after(() => session.end());

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const values = () => page.getByRole('list', { name: 'Values of STRIPE_KEY' });
  const value = (environment: string) => values().getByRole('listitem').filter({ hasText: environment });

  it('is told in the dialog when the environments cannot be read, and goes on by trying again', async () => {
    await page.goto(`${host.url}/secrets`);
    await page.getByText('There are no secrets yet.').waitFor();
    await page.route('**/api/environments?*', (route) => route.abort());
    await button('Add secret').first().click();
    const dialog = page.getByRole('dialog', { name: 'Add secret' });
    await dialog.getByLabel('Name').fill('KEPT');
    await dialog.getByText('The server cannot be reached').waitFor();
    await page.unroute('**/api/environments?*');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.getByRole('textbox', { name: 'Value in production' }).waitFor();
    await becomes(() => dialog.getByLabel('Name').inputValue(), 'KEPT');
    await page.keyboard.press('Escape');
    await button('Leave').click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('adds one with a value for one environment, and sees where it is missing', async () => {
    await page.goto(`${host.url}/secrets`);
    await page.getByText('There are no secrets yet.').waitFor();
    await button('Add secret').first().click();
    await page.getByLabel('Name').fill('STRIPE KEY');
    await page.getByText('A letter first, then letters, digits and _').waitFor();
    await page.getByLabel('Name').fill('STRIPE_KEY');
    await page.getByRole('textbox', { name: 'Value in development' }).fill(first);
    await page.keyboard.press('Escape');
    await button('Stay').click();
    await button('Save').click();
    await value('production').getByText('Missing').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await value('development').getByText('••••••••').waitFor();
    await nothingShown();
  });

  it('sets the missing value and replaces the other, from an empty input', async () => {
    await button('Set STRIPE_KEY in production').click();
    await page.getByRole('textbox', { name: 'Value of STRIPE_KEY in production' }).fill(second);
    await button('Save').click();
    await value('production').getByText('••••••••').waitFor();
    await button('Replace STRIPE_KEY in development').click();
    const input = page.getByRole('textbox', { name: 'Value of STRIPE_KEY in development' });
    await becomes(() => input.inputValue(), '');
    await input.fill(second);
    await button('Save').click();
    await value('development').getByText('••••••••').waitFor();
    await nothingShown();
  });

  it('keeps the lines of a key that is pasted, and asks before it is lost by Back', async () => {
    await page.goto(`${host.url}/patterns`);
    await page.getByRole('link', { name: 'Secrets' }).click();
    await button('Replace STRIPE_KEY in production').click();
    const input = page.getByRole('textbox', { name: 'Value of STRIPE_KEY in production' });
    await input.focus();
    await paste(page, `-----BEGIN KEY-----\n${second}\n-----END KEY-----\n`);
    await becomes(() => input.inputValue(), `-----BEGIN KEY-----\n${second}\n-----END KEY-----\n`);
    await page.goBack();
    await button('Stay').click();
    await input.fill(second.repeat(2500));
    await button('Save').click();
    await input.waitFor({ state: 'detached' });
    await nothingShown();
  });

  it('sees what uses it, also before it is deleted', async () => {
    const config = {
      baseUrl: 'https://api.example.com',
      authType: 'bearer',
      authToken: '={{ $secrets.STRIPE_KEY }}',
    };
    await host.api.call('connectionCreate', { body: { name: 'Payments', type: 'http', config } });
    await page.reload();
    await button('Used by 1: STRIPE_KEY').click();
    await page.getByRole('list', { name: 'Used by' }).getByRole('link', { name: 'Payments' }).waitFor();
    await button('Delete STRIPE_KEY').click();
    await button('Delete secret').click();
    await page.getByRole('alert').getByRole('link', { name: 'Payments' }).waitFor();
    await button('Keep it').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal((await host.api.call('secretList', {})).items.length, 1);
  });

  it('finds the page accessible in both themes, at 1440 and at 390 pixels', async () => {
    await atBothWidths(session, async ({ page: other }, at) => {
      await other.goto(`${host.url}/secrets`);
      await other.getByRole('heading', { name: 'STRIPE_KEY' }).waitFor();
      await assertSound(other, at);
    });
  });

  it('deletes it in the end', async () => {
    await button('Delete STRIPE_KEY').click();
    await button('Delete secret').click();
    await button('Delete it all the same').click();
    await page.getByText('There are no secrets yet.').waitFor();
    await nothingShown();
    assert.deepEqual(session.complaints, []);
  });

  async function nothingShown(): Promise<void> {
    const held = [await everythingIn(page), ...(await session.answers())];
    for (const secret of [first, second])
      assert.equal(held.filter((text) => text.includes(secret)).length, 0);
  }
});
