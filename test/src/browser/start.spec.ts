import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { account, type RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { changeTheme } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

describe('the first person at a new installation, without a mouse', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession({ host: { login: false } });
    ({ host, page } = session);
  });
  after(() => session.end());

  const press = (role: 'button' | 'link', name: string | RegExp) =>
    page.getByRole(role, { name }).press('Enter');
  const progress = (words: string) => page.getByRole('status').getByText(words, { exact: true }).waitFor();
  const step = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  const result = () => page.getByRole('table', { name: 'Result' });
  const withoutShop = async (act: () => Promise<void>) => {
    const file = join(host.dataDirectory, 'files', 'shop.db');
    renameSync(file, `${file}.away`);
    await act();
    renameSync(`${file}.away`, file);
  };

  it('is led to the tour, whatever the browser remembers of an earlier installation', async () => {
    await page.goto(host.url);
    await page.evaluate(`localStorage.setItem('patchbay.tour', '{"isClosed":true,"done":["run"]}')`);
    await page.getByLabel('Name').fill(account.name);
    await page.getByLabel('Email').fill(account.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Start here' }).waitFor();
    await progress('0 of 3 done');
  });

  it('is told in words why the sample cannot be tested, and goes on when it can', async () => {
    await withoutShop(async () => {
      await press('button', 'Test Sample shop');
      await step('Test a connection').getByText('There is no file at this path').waitFor();
      await step('Test a connection').getByText('test again once that is mended').waitFor();
      await progress('0 of 3 done');
    });
    await press('button', 'Test Sample shop');
    await step('Test a connection')
      .getByText(/^Passed [\d.]+ m?s$/)
      .waitFor();
    await progress('1 of 3 done');
  });

  it('sees what the pattern does, opens it on the canvas and comes back', async () => {
    await page.getByRole('list', { name: 'Nodes of Welcome' }).getByText('Sum by country').waitFor();
    await press('link', 'Open Welcome on the canvas');
    await page.locator('.react-flow__node', { hasText: 'Sum by country' }).waitFor();
    await press('link', /^Patchbay/);
    await progress('2 of 3 done');
  });

  it('is told what to do when the run fails, and ends with the result as a table', async () => {
    await withoutShop(async () => {
      await press('button', 'Run Welcome');
      await page.getByRole('alert').getByRole('link', { name: 'Open the node' }).waitFor();
      await progress('2 of 3 done');
    });
    await press('button', 'Run Welcome');
    await result().getByRole('columnheader', { name: 'revenue' }).waitFor();
    await progress('3 of 3 done');
    const { items } = await host.as(await token()).call('runList', { query: { limit: 1 } });
    assert.equal(items[0]?.status, 'success');
    assert.ok((await result().getByRole('row').count()) > 3);
  });

  it('finds the tour accessible in both themes, at 1440 and at 390 pixels', async () => {
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await changeTheme(page, colorScheme);
        assert.deepEqual(await violations(page), [], `${colorScheme} at ${width}`);
        const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
        assert.equal(fits, true, `${colorScheme} at ${width}`);
      }
    }
    await page.setViewportSize({ width: 1440, height: 844 });
  });

  it('closes the tour for good, and takes it again when wanted', async () => {
    await press('button', 'Close the tour');
    await page.reload();
    await page.getByRole('link', { name: 'Connect a system of your own' }).waitFor();
    await becomes(() => page.getByRole('button', { name: 'Run Welcome' }).count(), 0);
    await press('button', 'Take the tour');
    await progress('0 of 3 done');
    await press('button', 'Skip the tour');
    await press('button', 'Take the tour');
    assert.equal(
      await page.evaluate('document.activeElement.textContent'),
      'Skip the tour',
      'the focus stays where the person acted',
    );
  });

  it('draws the page whatever lies in the storage, and says what is missing', async () => {
    const client = host.as(await token());
    const { items } = await client.call('patternList');
    await client.call('patternDelete', { params: { id: items[0]?.id ?? '' } });
    for (const kept of ['null', 'no JSON', '{"done":7}']) {
      await page.evaluate(`localStorage.setItem('patchbay.tour', ${JSON.stringify(kept)})`);
      await page.reload();
      await progress('0 of 3 done');
    }
    await step('Run it').getByText('This project has no pattern “Welcome”').waitFor();
    assert.deepEqual(session.complaints, []);
  });

  async function token(): Promise<string> {
    const { email, password } = account;
    return (await host.api.call('login', { body: { email, password } })).token;
  }
});
