import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { orderDrawn } from './order-drawn.js';
import { openSession, type BrowserSession } from './session.js';

/** What somebody typed, and how it looks from left to right where nothing around it is moved. */
const names = [
  { typed: 'הזמנות 42!', drawn: '!42 תונמזה' },
  { typed: 'Orders \u202egpj.exe', drawn: 'Orders gpj.exe' },
  // Whoever closes an isolate in the name must not open the sentence to the rest of it.
  { typed: '\u2069\u202eOrders', drawn: 'Orders' },
];
const long = 'x'.repeat(200);
const cannotBeRead = /[\u202e]/;

describe('a name that is written from right to left, or turns the direction', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession({ page: { reducedMotion: 'reduce' } });
    ({ host, page } = session);
  });
  after(() => session.end());

  const draws = (selector: string, expected: string) =>
    page
      .locator(selector)
      .first()
      .waitFor()
      .then(() => becomes(() => orderDrawn(page, selector), expected, selector));
  const labels = (tail: string) =>
    page.evaluate<string>(`document.querySelector(${JSON.stringify(tail)}).getAttribute('aria-label')`);

  for (const { typed, drawn } of names) {
    it(`stays within itself in the lists, on the pages and in the questions of a connection: ${drawn}`, async () => {
      const id = await connect(host, typed);
      await page.goto(`${host.url}/connections`);
      const link = `.row-name a[href="/connections/${id}"]`;
      await page.locator(link).waitFor();
      await draws(link, drawn);
      const row = `.connection-row:has(a[href="/connections/${id}"])`;
      assert.match(await labels(`${row} input`), /^Select \u2068[^\u202e]+\u2069$/u);
      await page.goto(`${host.url}/connections/${id}/edit`);
      await draws('h1', `Edit ${drawn}`);
      await draws('.page-trail a', drawn);
      await page.goto(`${host.url}/connections/${id}`);
      await draws('h1', drawn);
      const title = await page.title();
      assert.ok(title.endsWith('\u2069 · Patchbay') && !cannotBeRead.test(title), title);
      await page.locator('button[aria-label^="More about"]').first().click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByRole('dialog').waitFor();
      await draws('.mantine-Modal-title', `Delete ${drawn}?`);
      await host.api.call('connectionDelete', { params: { id } });
    });

    it(`stays within itself in the editor and in what a run says: ${drawn}`, async () => {
      const connectionId = await connect(host, typed);
      const id = await failing(host, typed, connectionId);
      await page.goto(`${host.url}/patterns`);
      await draws(`.pattern-row a[href="/patterns/${id}"]`, drawn);
      const row = `.pattern-row:has(a[href="/patterns/${id}"])`;
      await page.locator(`${row} button`).click();
      await page.locator(`${row} [role=alert]`).waitFor();
      const said = await orderDrawn(page, `${row} .mantine-Alert-title`);
      assert.ok(said.startsWith(`${drawn}: `), said);
      await page.goto(`${host.url}/patterns/${id}`);
      await draws('h1', drawn);
      await draws('.react-flow__node[data-id=stop] .flow-node-name', drawn);
      await page.locator('.react-flow__node[data-id=read]').dblclick();
      await draws('.slot-links a', `Open ${drawn}`);
      await page.locator('button[aria-label="More about this pattern"]').click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await draws('.mantine-Modal-title', `Delete ${drawn}?`);
      await host.api.call('patternDelete', { params: { id } });
      await host.api.call('connectionDelete', { params: { id: connectionId } });
    });
  }

  it('leaves other names as they are, for eyes, ears and programs', async () => {
    const id = await connect(host, 'Größe 7!');
    await page.goto(`${host.url}/connections/${id}`);
    await becomes(() => page.title(), 'Größe 7! · Patchbay');
    await page.getByRole('button', { name: 'More about Größe 7!', exact: true }).waitFor();
  });

  it('breaks where it has no blanks, so that a phone need not scroll sideways', async () => {
    const connection = await connect(host, long);
    const id = await failing(host, long, connection);
    const run = await host.api.call('patternRun', { params: { id }, body: { wait: true } });
    const watched = await session.another({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    const paths = [
      ...['/connections', `/connections/${connection}`, `/connections/${connection}/edit`],
      ...['/patterns', `/patterns/${id}`, '/runs', `/runs/${run.id}`],
    ];
    for (const path of paths) {
      await watched.page.goto(host.url + path);
      // Not the option of a filter, which no one sees while it is closed.
      await watched.page.getByText(long).filter({ visible: true }).first().waitFor();
      await watched.settled();
      assert.equal(await watched.page.evaluate('document.documentElement.scrollWidth'), 390, path);
    }
    await watched.page.goto(`${host.url}/connections/${connection}`);
    await watched.page.getByRole('button', { name: /^More about/ }).click();
    await watched.page.getByRole('menuitem', { name: 'Delete' }).click();
    await watched.page.getByRole('dialog').waitFor();
    const sideways = `[...document.querySelectorAll('.mantine-Modal-content, .mantine-Modal-title')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ className }) => className)`;
    assert.deepEqual(await watched.page.evaluate(sideways), []);
    await watched.close();
  });
});

async function connect({ api }: RunningHost, name: string): Promise<string> {
  const config = { baseUrl: 'https://example.com' };
  return (await api.call('connectionCreate', { body: { name, type: 'http', config } })).id;
}

/** A pattern whose second node ends the run, and whose third one has a connection. */
async function failing({ api }: RunningHost, name: string, connection: string): Promise<string> {
  const nodes = [
    { id: 'start', name: 'Start', type: 'core.manualTrigger', position: { x: 0, y: 0 } },
    {
      ...{ id: 'stop', name, type: 'core.stopAndError', position: { x: 260, y: 0 } },
      parameters: { errorMessage: 'Enough' },
    },
    {
      ...{ id: 'read', name: 'Read', type: 'core.httpRequest', position: { x: 260, y: 200 } },
      connections: { connection },
      parameters: { url: 'https://example.com' },
    },
  ];
  const edges = [{ from: { node: 'start', pin: 'main' }, to: { node: 'stop', pin: 'main' } }];
  const body = { name, nodes: nodes.map((node) => ({ parameters: {}, ...node })), edges };
  return (await api.call('patternCreate', { body })).id;
}
