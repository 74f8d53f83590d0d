import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { violations } from './browser.js';
import { paste } from './paste.js';
import { openSession, type BrowserSession } from './session.js';

const node = (id: string, name: string, type: string, x: number) => {
  return { id, name, type, parameters: {}, position: { x, y: 0 } };
};
const edges = [{ from: { node: 's', pin: 'main' }, to: { node: 'e', pin: 'main' } }];
/** Names as people of the whole world, and testers, write them. */
const names = { start: 'Начало 開始 🚀', edit: '<b>"Ünïcode"</b> \'ñ\' \\ `x`' };

describe('a person whose work is met by trouble', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let id: string;

  before(async () => {
    session = await openSession();
    ({ host, page } = session);
    const nodes = [
      node('s', names.start, 'core.webhookTrigger', 0),
      node('e', names.edit, 'core.editFields', 300),
    ];
    const hook = { path: 'trouble', method: 'POST', respond: 'immediately' };
    const [first, ...others] = nodes;
    const body = { name: 'Trouble', nodes: [{ ...first, parameters: hook }, ...others], edges };
    ({ id } = await host.api.call('patternCreate', { body: body as never }));
    await page.goto(`${host.url}/patterns/${id}`);
    await nodesOnCanvas(2);
  });
  after(() => session.end());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const nodesOnCanvas = (count: number) => becomes(() => page.locator('.react-flow__node').count(), count);
  const duplicate = async () => {
    await page.keyboard.press('Control+a');
    await page.locator('.react-flow__node.selected').first().waitFor();
    await page.keyboard.press('Control+d');
  };
  const alert = (words: string | RegExp) => page.getByRole('alert').getByText(words).first();
  /** What the server, or something before it, answers to requests that fit, until `undo` is called. */
  const answering = async (
    url: RegExp,
    answer: { status: number; code?: string; detail?: string } | 'timedout',
  ) => {
    const body =
      typeof answer === 'object' && answer.code !== undefined
        ? JSON.stringify({ ...answer, title: answer.detail })
        : '<html>';
    await page.route(url, (route) => {
      if (route.request().method() === 'GET') return route.fallback();
      return answer === 'timedout' ? route.abort('timedout') : route.fulfill({ status: answer.status, body });
    });
    return () => page.unroute(url);
  };

  it('keeps the draft whatever the server answers to a save, and saves it when that works again', async () => {
    await duplicate();
    await nodesOnCanvas(4);
    const pattern = new RegExp(`/api/patterns/${id}$`);
    for (const [answer, words] of [
      [{ status: 500 }, 'The server answered 500'],
      [
        { status: 403, code: 'forbidden', detail: 'Your role may not change patterns.' },
        'may not change patterns',
      ],
      [{ status: 502 }, 'The server answered 502'],
      ['timedout', 'The server cannot be reached'],
    ] as const) {
      const undo = await answering(pattern, answer);
      await button('Save').click();
      await alert(words).waitFor();
      await nodesOnCanvas(4);
      await undo();
    }
    assert.deepEqual(await violations(page), []);
    await button('Save').click();
    await button('Saved').waitFor();
    await becomes(() => page.getByRole('alert').count(), 0);
    assert.equal((await host.api.call('patternGet', { params: { id } })).nodes.length, 4);
    await button('Undo').click();
    await nodesOnCanvas(2);
    await button('Save').click();
    await button('Saved').waitFor();
  });

  it('is told why a run does not start, and starts it when that works again', async () => {
    const undo = await answering(/\/run$/, {
      status: 409,
      code: 'conflict',
      detail: 'Too many runs at once.',
    });
    await button('Run').click();
    await alert('Too many runs at once.').waitFor();
    await undo();
    await button('Run').click();
    await page.getByRole('status').getByText('Passed').waitFor();
    await becomes(() => page.getByRole('alert').count(), 0);
  });

  it('sees the switch go back when the server refuses to go live, and why', async () => {
    const live = page.getByRole('switch', { name: 'Live' });
    const undo = await answering(new RegExp(`/api/patterns/${id}$`), {
      status: 409,
      code: 'conflict',
      detail: 'Another pattern answers at this path.',
    });
    await live.click({ force: true });
    await alert('Another pattern answers at this path.').waitFor();
    await becomes(() => live.isChecked(), false);
    await undo();
    await live.click({ force: true });
    await becomes(() => live.isChecked(), true);
    await becomes(async () => (await host.api.call('patternGet', { params: { id } })).active, true);
    await becomes(() => page.getByRole('alert').count(), 0);
  });

  it('sees a run go on after the stream of its events broke, and was refused for a while', async () => {
    const wait = { ...node('e', 'Pause', 'core.wait', 300), parameters: { amount: 60, unit: 'seconds' } };
    const nodes = [node('s', 'Start', 'core.manualTrigger', 0), wait];
    const slow = await host.api.call('patternCreate', { body: { name: 'Slow', nodes, edges } });
    const { page: other, close } = await session.another({});
    let refused = 0;
    const events = /\/events/;
    await other.route(events, (route) => {
      refused += 1;
      return route.fulfill({ status: 502, body: '' });
    });
    await other.goto(`${host.url}/patterns/${slow.id}`);
    await other.getByRole('button', { name: 'Run', exact: true }).click();
    await becomes(() => Promise.resolve(refused > 1), true);
    await other.unroute(events);
    const pause = other.locator('.react-flow__node', { hasText: 'Pause' });
    await pause.getByText('Running').waitFor();
    await other.getByRole('button', { name: 'Cancel', exact: true }).click();
    await other.getByRole('status').getByText('Canceled').waitFor();
    await pause.getByText('Canceled').first().waitFor();
    await close();
  });

  it('keeps the draft while nothing can be read again, such as after hours in another window', async () => {
    await duplicate();
    await nodesOnCanvas(4);
    await page.route('**/api/**', (route) => route.abort('timedout'));
    const asked = page.waitForRequest(/\/api\/setup/);
    await page.evaluate(`(() => {
      // What was read counts as old, and the window gets the focus.
      const later = Date.now() + 3_600_000;
      Date.now = () => later;
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    })()`);
    await asked;
    await button('Save').click();
    await alert('The server cannot be reached').waitFor();
    await nodesOnCanvas(4);
    await page.unroute('**/api/**');
    // A server on the same machine is there without any network.
    await page.evaluate(`dispatchEvent(new Event('offline'))`);
    await button('Save').click();
    await button('Saved').waitFor();
    await button('Undo').click();
    await nodesOnCanvas(2);
    await button('Save').click();
    await button('Saved').waitFor();
  });

  it('takes no rubbish from the clipboard, and what fits with names of its own', async () => {
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
    const nodes = (part: unknown) => JSON.stringify({ 'patchbay-nodes': part });
    for (const rubbish of [
      '',
      'null',
      '[]',
      '{"patchbay-nodes":null}',
      nodes({ nodes: [{ id: 'x' }], edges: [] }),
      nodes({ nodes: [{ ...node('x', 'X', 'core.filter', 0), __proto__x: 1 }], edges: [] }),
      nodes({ nodes: 'many', edges: 7 }),
      'x'.repeat(2_000_000),
    ])
      await paste(page, rubbish);
    await nodesOnCanvas(2);
    const far = { ...node('e', names.edit, 'gone.fromHere', 0), position: { x: 1e300, y: -1e300 } };
    const odd = [{ from: { node: 'none', pin: 'main' }, to: { node: 'e', pin: 'main' } }];
    await paste(page, nodes({ nodes: [far], edges: odd }));
    await nodesOnCanvas(3);
    await button('Arrange').click();
    await page.locator('.react-flow__node', { hasText: `${names.edit} 2` }).dblclick();
    await page.getByText('The plugin with gone.fromHere is not installed').waitFor();
    await button('Delete the node').click();
    await nodesOnCanvas(2);
    await button('Undo').click();
    await nodesOnCanvas(3);
    for (let step = 0; step < 2; step += 1) await button('Undo').click();
    await nodesOnCanvas(2);
    await button('Saved').waitFor();
    assert.deepEqual(session.complaints, []);
  });

  it('is told that a connection is gone, and chooses another one', async () => {
    const body = { name: 'Short-lived', type: 'sqlite', config: { path: 'shop.db' } };
    const gone = await host.api.call('connectionCreate', { body });
    const query = {
      ...{ ...node('e', 'Query', 'core.sqlQuery', 300), parameters: { query: 'SELECT 1 AS one' } },
      connections: { database: gone.id },
    };
    const nodes = [node('s', 'Start', 'core.manualTrigger', 0), query];
    const pattern = await host.api.call('patternCreate', { body: { name: 'Orphan', nodes, edges } });
    await host.api.call('connectionDelete', { params: { id: gone.id }, query: { detach: true } });
    await page.goto(`${host.url}/patterns/${pattern.id}?node=e`);
    const slot = page.getByLabel('Database');
    await becomes(() => slot.locator('option:checked').textContent(), 'A connection that you may not use');
    await page
      .locator('.react-flow__node', { hasText: 'Query' })
      .getByText('Connection not available')
      .waitFor();
    await slot.selectOption('Sample shop');
    await button('Run').click();
    await page.getByRole('status').getByText('Passed').waitFor();
    assert.deepEqual(session.complaints, []);
  });
});
