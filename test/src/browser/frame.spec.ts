import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { violations } from './browser.js';
import { openSession, type BrowserSession } from './session.js';

describe('a person who goes from one thing to another', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession({ page: { bypassCSP: true } });
    ({ host, page } = session);
    await host.api.call('projectCreate', { body: { name: 'Web shop' } });
    await page.goto(host.url);
    await heading('Start here');
  });
  after(() => session.end());

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const find = async (words: string) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Go to or do' }).fill(words);
  };

  it('finds pages, connections and actions by a few letters, without the mouse', async () => {
    await find('audit');
    await page.keyboard.press('Enter');
    await heading('Audit');
    await find('sample');
    await page.getByRole('option', { name: /Sample shop Connection/ }).waitFor();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Enter');
    await heading('Sample shop');
    await find('no such thing at all');
    await page.getByText('Nothing is called like that').waitFor();
    await page.keyboard.press('Escape');
    await find('dark theme');
    await page.keyboard.press('Enter');
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
    await find('run welcome');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/runs\/[\w-]+$/);
    await page.getByText('Passed').first().waitFor();
    await find('switch web shop');
    await page.keyboard.press('Enter');
    await button('Project: Web shop').waitFor();
    await find('switch default');
    await page.keyboard.press('Enter');
    await button('Project: Default').waitFor();
  });

  it('stays in the palette when what was to be done fails, and does it by trying again', async () => {
    await page.route('**/api/patterns', (route) => route.abort());
    await find('new pattern');
    await page.keyboard.press('Enter');
    await page.getByText('The server cannot be reached').waitFor();
    await page.unroute('**/api/patterns');
    await page.keyboard.press('Enter');
    await page.locator('.react-flow__node').first().waitFor();
  });

  it('works in the environment that was chosen, until another one is', async () => {
    await button('Environment: development').click();
    await page.getByRole('menuitem', { name: 'production' }).click();
    await button('Environment: production').waitFor();
    await find('welcome');
    await page.keyboard.press('Enter');
    await page.locator('.react-flow__node').first().waitFor();
    await button('Run').click();
    await page.getByRole('status').getByText('Passed').waitFor();
    const { items } = await host.api.call('runList', { query: { limit: 1 } });
    assert.equal(items[0]?.environment, 'production');
    await page.reload();
    await button('Environment: production').waitFor();
  });

  it('changes the project, and sees its patterns and live runs alone', async () => {
    await button('Project: Default').click();
    await page.getByRole('menuitem', { name: 'Web shop' }).click();
    await button('Project: Web shop').waitFor();
    await page.getByText('There is none yet').waitFor();
    await button('New pattern').first().click();
    await page.locator('.react-flow__node').first().waitFor();
    await button('Run').click();
    await page.getByRole('status').getByText('Passed').waitFor();
    await page.reload();
    await button('Project: Web shop').waitFor();
    assert.deepEqual(session.complaints, []);
  });

  it('gets back to a project of theirs when the chosen one is gone', async () => {
    await page.evaluate("localStorage.setItem('patchbay.project', 'gone')");
    await page.goto(host.url);
    await button('Project: Default').waitFor();
  });

  it('gets the first page by less than 300 KB of script', async () => {
    const { page: fresh, settled, close } = await session.another({});
    let bytes = 0;
    fresh.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        bytes += Number(response.headers()['content-length']);
    });
    await fresh.goto(`${host.url}/connections`);
    await fresh.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    await settled();
    assert.ok(bytes > 0 && bytes < 300_000, `${bytes} bytes`);
    await close();
  });
});
