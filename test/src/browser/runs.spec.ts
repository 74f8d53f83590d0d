import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { changeTheme } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

const start = {
  id: 's',
  name: 'Start',
  type: 'core.manualTrigger',
  parameters: {},
  position: { x: 0, y: 0 },
};
const edges = [{ from: { node: 's', pin: 'main' }, to: { node: 'w', pin: 'main' } }];

/** Ten thousand items, of which one holds a text of five megabytes, and a file that is made of some of them. */
const manyRows = {
  name: 'Many rows',
  nodes: [
    start,
    {
      id: 'w',
      name: 'Rows',
      type: 'core.code',
      parameters: {
        code: "return Array.from({ length: 10000 }, (_, id) => ({ json: { id, ...(id === 30 && { text: 'x'.repeat(5e6) }) } }))",
      },
      position: { x: 320, y: 0 },
    },
    { id: 'f', name: 'To a file', type: 'core.convertToFile', parameters: {}, position: { x: 640, y: 0 } },
  ],
  edges: [...edges, { from: { node: 'w', pin: 'main' }, to: { node: 'f', pin: 'main' } }],
};

describe('a person who looks at runs', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let failing: string;
  let large: string;
  let slow: string;

  before(async () => {
    session = await openSession();
    ({ host, page } = session);
    const waiting = {
      id: 'w',
      name: 'Wait',
      type: 'core.wait',
      parameters: { amount: 60, unit: 'seconds' },
      position: { x: 260, y: 0 },
    };
    const stop = {
      id: 'w',
      name: 'Refuse',
      type: 'core.stopAndError',
      parameters: { errorMessage: 'No orders came in' },
      position: { x: 260, y: 0 },
    };
    slow = await make('Slow', waiting);
    failing = await make('Failing', stop);
    const many = await host.api.call('patternCreate', { body: manyRows });
    await host.api.call('patternRun', { params: { id: slow }, body: {} });
    large = (await host.api.call('patternRun', { params: { id: many.id }, body: { wait: true } })).id;
    await host.api.call('patternRun', { params: { id: failing }, body: { wait: true } });
    await page.goto(`${host.url}/runs`);
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
  });
  after(() => session.end());

  const make = async (name: string, node: typeof start & { parameters: object }) => {
    const body = { name, nodes: [start, node], edges };
    return (await host.api.call('patternCreate', { body })).id;
  };
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });

  it('filters them by pattern, status and time, and the address keeps the filter', async () => {
    await row('Slow').waitFor();
    await page.getByLabel('Status').selectOption('Failed');
    await row('Slow').waitFor({ state: 'detached' });
    await row('Failing').waitFor();
    await page.getByLabel('Started').selectOption('The last hour');
    await row('Failing').waitFor();
    assert.match(page.url(), /status=failed/);
    await page.getByLabel('Pattern').selectOption('Slow');
    await page.getByText('No run fits').waitFor();
    await page.reload();
    await page.getByText('No run fits').waitFor();
    await page.getByLabel('Status').selectOption('Any status');
    await row('Slow').waitFor();
    assert.deepEqual(await violations(page), []);
  });

  it('reads a big result a page at a time, and downloads the file that came of it', async () => {
    await page.goto(`${host.url}/runs/${large}`);
    const files = page.getByRole('table', { name: 'Result' });
    await files.getByText(/text\/csv · [\d.]+ /).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      files.getByRole('link', { name: 'file.csv' }).click(),
    ]);
    assert.match(await readFile(await download.path(), 'utf8'), /^id,text\s+0,/);
    await page.locator('.react-flow__node', { hasText: 'Rows' }).dblclick();
    const output = page.getByRole('region', { name: 'Output of Rows' });
    await output.getByText(/^10\u2009000 items, the first \d+ are kept$/).waitFor();
    await becomes(() => output.getByRole('table').getByRole('row').count(), 26);
    await output.getByRole('button', { name: 'next page' }).click();
    await output.getByRole('cell', { name: '30', exact: true }).first().waitFor();
    await output.getByText('JSON', { exact: true }).click();
    await output
      .getByLabel('Items as JSON')
      .getByText(/x{100}… /)
      .waitFor();
    const drawn = await page.evaluate<number>('document.body.textContent.length');
    assert.ok(drawn < 100_000, `${drawn} characters are drawn`);
  });

  it('sees one go on, on the canvas, and cancels it', async () => {
    await page.goto(`${host.url}/runs`);
    await row('Slow').getByRole('link').click();
    await page.locator('.react-flow__node', { hasText: 'Wait' }).getByText('Running').waitFor();
    await page.getByRole('status').getByText('Running').waitFor();
    await button('Cancel').click();
    await page.getByRole('status').getByText('Canceled').waitFor();
  });

  it('sees runs in the list begin and end without doing anything', async () => {
    await page.goto(`${host.url}/runs`);
    await row('Slow').getByText('Canceled').waitFor();
    const { id } = await host.api.call('patternRun', { params: { id: slow }, body: {} });
    await row('Slow').getByText('Running').waitFor();
    await host.api.call('runCancel', { params: { id } });
    await becomes(() => row('Slow').getByText('Canceled').count(), 2);
  });

  it('sees for what one waits, in both themes, and how it goes on when it is called', async () => {
    const parameters = { resume: 'webhook', limit: 'timeInterval', limitAmount: 3, limitUnit: 'days' };
    const call = { id: 'w', name: 'Approval', type: 'core.wait', position: { x: 520, y: 0 }, parameters };
    const url = {
      ...{ id: 'u', name: 'Ask', type: 'core.editFields', position: { x: 260, y: 0 } },
      parameters: { fields: [{ name: 'url', value: '={{ $run.resumeUrl }}' }] },
    };
    const nodes = [start, url, call];
    const steps = [
      { from: { node: 's', pin: 'main' }, to: { node: 'u', pin: 'main' } },
      { from: { node: 'u', pin: 'main' }, to: { node: 'w', pin: 'main' } },
    ];
    const { id } = await host.api.call('patternCreate', { body: { name: 'Asking', nodes, edges: steps } });
    const run = await host.api.call('patternRun', { params: { id }, body: { wait: true } });
    await page.goto(`${host.url}/runs?status=waiting`);
    await row('Asking').getByText('Waiting for a call, at most until').waitFor();
    await row('Asking').getByRole('link').click();
    await page.getByRole('status').getByText('Waiting for a call, at most until').waitFor();
    const node = page.locator('.react-flow__node', { hasText: 'Approval' });
    await node.getByText('Waiting for a call, at most until').waitFor();
    await page.mouse.move(0, 0);
    for (const theme of ['dark', 'light'] as const) {
      await changeTheme(page, theme);
      assert.deepEqual(await violations(page), [], theme);
    }
    await fetch(String(run.steps[1]?.outputs['main']?.[0]?.json['url']));
    await page.getByRole('status').getByText('Passed').waitFor();
    await node.getByText('Waiting').waitFor({ state: 'detached' });
  });

  it('is told what went wrong and what to do, and runs it again', async () => {
    const { items } = await host.api.call('runList', { query: { patternId: failing, limit: 1 } });
    await page.goto(`${host.url}/runs/${items[0]?.id ?? ''}`);
    await page.getByRole('alert').getByText('No orders came in').waitFor();
    await page.locator('.flow-node.is-wrong', { hasText: 'Refuse' }).waitFor();
    assert.deepEqual(await violations(page), []);
    const before = page.url();
    await button('Run again').click();
    await page.waitForURL((url) => url.href !== before);
    await page.getByRole('alert').getByText('No orders came in').waitFor();
    await page.getByRole('link', { name: 'Open the node' }).click();
    await page.getByRole('textbox', { name: 'Name of the node' }).waitFor();
    assert.deepEqual(session.complaints, []);
  });
});
