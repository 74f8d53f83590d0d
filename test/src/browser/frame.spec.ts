import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { pagePaths, walkByTab } from './walk.js';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { holdAnswers, layoutShift } from './layout-shift.js';
import { openSession, type BrowserSession } from './session.js';

describe('a person who goes from one thing to another', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession();
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

  it('is told when the palette cannot search, and finds there what needs no search', async () => {
    await page.route('**/api/patterns?*', (route) => route.abort());
    await find('nobody knows');
    const palette = page.getByRole('dialog', { name: 'Go to or do' });
    await palette.getByText('The server cannot be reached').waitFor();
    assert.equal(await palette.getByText('Nothing is called like that.').count(), 0);
    await page.getByRole('combobox', { name: 'Go to or do' }).fill('audit');
    await palette.getByRole('option', { name: 'Audit' }).waitFor();
    await page.unroute('**/api/patterns?*');
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
  });

  it('finds one of many patterns by its words, in the palette and in the list', async () => {
    const make = (name: string, description = '') =>
      host.api.call('patternCreate', { body: { name, description, nodes: [], edges: [] } });
    await make('Parcels', 'Tells the carrier of needles');
    for (let index = 0; index < 25; index += 1) await make(`Filler ${index}`);
    await page.goto(`${host.url}/runs`);
    await heading('Runs');
    await find('needles tells');
    await page.keyboard.press('Enter');
    await heading('Parcels');
    await page.goto(`${host.url}/patterns`);
    const rows = page.getByRole('list', { name: 'Patterns' }).getByRole('listitem');
    await becomes(() => rows.count(), 28);
    const search = page.getByRole('textbox', { name: 'Search patterns' });
    await search.fill('welcome');
    await becomes(() => rows.count(), 1);
    await page.getByRole('button', { name: 'Run Welcome' }).click();
    await rows.getByRole('link', { name: /^Passed/ }).waitFor();
    assert.deepEqual(await violations(page), []);
    await search.fill('no such pattern');
    await page.getByRole('button', { name: 'Show all patterns' }).click();
    await becomes(() => rows.count(), 28);
    await becomes(() => search.inputValue(), '');
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

  it('reaches all that every page has by keyboard alone, and sees where it is', async () => {
    const { page: fresh, settled, complaints, close } = await session.another({ reducedMotion: 'reduce' });
    const ids = await someIds(host);
    for (const path of pagePaths()) {
      await fresh.goto(host.url + addressOf(path, ids));
      await fresh.getByRole('heading', { level: 1 }).waitFor();
      await settled();
      assert.deepEqual(await walkByTab(fresh), [], path);
      // What the focus does after a click on the link that skips the places.
      await fresh.locator('.skip-link').press('Enter');
      await becomes(() => fresh.evaluate('document.activeElement.id'), 'content');
    }
    assert.deepEqual(complaints, [], 'nothing on any page breaks the content security policy');
    await close();
  });

  it('asks for what a link leads to as the mouse comes to it', async () => {
    const { page: fresh, settled, close } = await session.another({});
    await fresh.goto(`${host.url}/runs`);
    await fresh.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    await settled();
    const asked = fresh.waitForRequest(/\/api\/connections\?/);
    await fresh.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Connections' }).hover();
    await asked;
    assert.equal(new URL(fresh.url()).pathname, '/runs');
    await close();
  });

  it('begins in the theme that was chosen, before any of its script has come', async () => {
    const { page: fresh, close } = await session.another({ colorScheme: 'light' });
    await fresh.goto(host.url);
    await fresh.evaluate("localStorage.setItem('mantine-color-scheme-value', 'dark')");
    await fresh.route('**/assets/*.js', () => undefined);
    await fresh.goto(`${host.url}/runs`, { waitUntil: 'commit' });
    // The body itself may not have come yet.
    const ground = () => fresh.evaluate('document.body && getComputedStyle(document.body).backgroundColor');
    await becomes(ground, 'rgb(22, 24, 29)');
    assert.equal(await fresh.evaluate("document.querySelectorAll('#root > *').length"), 0);
    await close();
  });

  it('sees nothing jump as slow answers arrive', async () => {
    const { page: fresh, settled, close } = await session.another({ reducedMotion: 'reduce' });
    await holdAnswers(fresh);
    const { '/connections': id = '' } = await someIds(host);
    for (const path of [
      '/',
      '/connections',
      `/connections/${id}`,
      '/secrets',
      '/patterns',
      '/settings/users',
    ]) {
      await fresh.goto(host.url + path);
      await fresh.getByRole('heading', { level: 1 }).waitFor();
      await settled();
      const { total, of } = await layoutShift(fresh);
      assert.ok(total <= 0.01, `${path} jumps by ${total}: ${of}`);
    }
    await close();
  });

  it('hears of what breaks the content security policy', async () => {
    const { page: fresh, complaints, close } = await session.another({});
    await fresh.goto(host.url);
    await fresh.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { text: '1' }))`,
    );
    await becomes(() => Promise.resolve(complaints.length), 1);
    await close();
  });

  it('has what a link leads to as soon as it is chosen, for it was asked for before', async () => {
    const { page: fresh, settled, close } = await session.another({});
    await fresh.goto(`${host.url}/connections`);
    await fresh.getByRole('heading', { level: 1, name: 'Connections' }).waitFor();
    await settled();
    const asked: string[] = [];
    fresh.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await fresh.getByRole('link', { name: 'Patterns', exact: true }).hover();
    await becomes(() => Promise.resolve(asked.includes('/api/patterns')), true);
    await becomes(() => Promise.resolve(asked.some((path) => path.endsWith('.js'))), true, 'its script too');
    await settled();
    await fresh.getByRole('link', { name: 'Patterns', exact: true }).click();
    await fresh.getByRole('heading', { level: 1, name: 'Patterns' }).waitFor();
    await becomes(() => fresh.getByRole('list', { name: 'Patterns' }).count(), 1);
    assert.equal(asked.filter((path) => path === '/api/patterns').length, 1, 'it is not asked for twice');
    await close();
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

/** Something of each kind that a page can be about, by the beginning of its path. */
async function someIds({ api }: RunningHost): Promise<Record<string, string>> {
  const [connections, patterns, projects, runs] = await Promise.all([
    api.call('connectionList'),
    api.call('patternList'),
    api.call('projectList'),
    api.call('runList'),
  ]);
  const first = ({ items }: { items: readonly { id: string }[] }) => items[0]?.id ?? '';
  return {
    '/connections': first(connections),
    // It has more than goes into the view, with edges that lead out of it.
    '/patterns': first({ items: patterns.items.filter(({ name }) => name === 'Welcome') }),
    '/settings/projects': first(projects),
    '/runs': first(runs),
  };
}

function addressOf(path: string, ids: Record<string, string>): string {
  const [place = '', rest] = path.split('/$id');
  if (rest === undefined) return path;
  const id = ids[place];
  assert.ok(id, `${path} needs something to be about`);
  return `${place}/${id}${rest}`;
}
