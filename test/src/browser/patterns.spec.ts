import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { assertSound, atBothWidths } from './looks.js';
import { openSession, type BrowserSession } from './session.js';

describe('a person who draws a pattern', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let patternId: string;

  before(async () => {
    session = await openSession();
    ({ host, page } = session);
    await host.api.call('connectionCreate', {
      body: { name: 'Some site', type: 'http', config: { baseUrl: 'https://example.com' } },
    });
    const config = { host: 'db.example.com', database: 'shop', username: 'reader', password: 'not-used' };
    const body = { name: 'Old shop', type: 'postgresql', config };
    const { id } = await host.api.call('connectionCreate', { body });
    await host.api.call('connectionDisable', { params: { id } });
    await page.goto(`${host.url}/patterns`);
  });
  after(() => session.end());

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  /** By its name alone: what it does may name other nodes. */
  const canvasNode = (name: string) =>
    page.locator('.react-flow__node', { has: page.locator('.flow-node-name', { hasText: name }) });
  const inspector = () => page.getByRole('complementary');
  const saved = () => host.api.call('patternGet', { params: { id: patternId } });
  const newest = async () => (await host.api.call('runList', { query: { patternId, limit: 1 } })).items[0];
  /** Clicks, and waits for the run that starts by it. The page may still show the one before as passed. */
  const runBy = async (start: Locator) => {
    const before = (await newest())?.id;
    await start.click();
    const deadline = Date.now() + 15_000;
    let run = await newest();
    while ((run === undefined || run.id === before || run.finishedAt === null) && Date.now() < deadline) {
      await page.waitForTimeout(50);
      run = await newest();
    }
    assert.equal(run?.status, 'success');
    await page.getByRole('status').getByText('Passed').waitFor();
    return host.api.call('runGet', { params: { id: run.id } });
  };
  const add = async (search: string) => {
    await page.getByRole('combobox', { name: 'Search nodes' }).fill(search);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  const closeNode = () => button('Close the node').click();

  it('starts one that can run', async () => {
    await button('New pattern').click();
    await canvasNode('Start').waitFor();
    patternId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  });

  it('adds nodes by keyboard, each connected after the last', async () => {
    await canvasNode('Start').click();
    await page.keyboard.press('Tab');
    await add('sql query');
    await inspector().getByRole('textbox', { name: 'Name of the node' }).waitFor();
    await closeNode();
    await canvasNode('SQL Query').click();
    await page.locator('.react-flow__node.selected', { hasText: 'SQL Query' }).waitFor();
    await page.keyboard.press('Tab');
    await add('edit fields');
    await closeNode();
    await becomes(() => page.locator('.react-flow__edge').count(), 2);
  });

  it('is told at the field what is missing, and offered the connections that fit', async () => {
    await canvasNode('SQL Query').dblclick();
    await inspector().getByText('Choose a connection').waitFor();
    await inspector().getByText('Query is required').waitFor();
    await inspector()
      .getByText('2 connections hidden: this slot takes SQL databases; 1 disabled or locked')
      .waitFor();
    const options = await inspector().getByLabel('Database').locator('option').allTextContents();
    assert.deepEqual(options, ['None', 'Sample shop']);
    await inspector().getByLabel('Database').selectOption('Sample shop');
  });

  it('saves and runs, and sees on the canvas what each node gave', async () => {
    await inspector()
      .getByRole('textbox', { name: 'Query', exact: true })
      .fill('SELECT id, country, amount FROM orders ORDER BY id LIMIT 30');
    await closeNode();
    await runBy(button('Run'));
    const label = page.locator('.flow-edge-label', { hasText: '30 items' });
    await label.getByText(/^[\d.]+ m?s$/).waitFor();
    assert.equal((await saved()).nodes.length, 3);
  });

  it('looks at the items as table, JSON and schema, a page at a time', async () => {
    await canvasNode('SQL Query').dblclick();
    await inspector().getByRole('tab', { name: 'Output' }).click();
    const table = inspector().getByRole('table', { name: 'Items' });
    await table.waitFor();
    await becomes(() => table.getByRole('row').count(), 26);
    await inspector().getByRole('button', { name: 'next page' }).click();
    await becomes(() => table.getByRole('row').count(), 6);
    await inspector().getByText('JSON', { exact: true }).click();
    assert.match(await inspector().getByLabel('Items as JSON').innerText(), /"country"/);
    await inspector().getByText('Schema', { exact: true }).click();
    await inspector().getByText('{{ $json.country }}').waitFor();
  });

  it('sees what went in beside what came out in a wide inspector, and finds it as wide again', async () => {
    const edge = inspector().getByRole('separator', { name: 'Width of the inspector' });
    await edge.focus();
    await page.keyboard.press('End');
    await inspector().getByRole('tab', { name: 'Input and output' }).waitFor();
    await inspector().getByRole('region', { name: 'Input' }).getByText('1 item', { exact: true }).waitFor();
    await inspector()
      .getByRole('region', { name: 'Output' })
      .getByText('30 items', { exact: true })
      .waitFor();
    await page.reload();
    await inspector().getByRole('tab', { name: 'Input and output' }).waitFor();
    await edge.focus();
    await page.keyboard.press('Home');
    await inspector().getByRole('tab', { name: 'Output', exact: true }).waitFor();
    await closeNode();
  });

  it('computes a value with an expression, sees it while typing, and is told what is wrong with it', async () => {
    await canvasNode('Edit Fields').dblclick();
    await inspector().getByRole('button', { name: 'Compute Fields with an expression' }).click();
    const editor = inspector().getByRole('textbox', { name: 'Fields, expression' });
    await editor.fill('{{ [{ name: "land", value: $json.country.toUpperCase() }] }}');
    await inspector()
      .getByText(/"land","value":"[A-Z]+"/)
      .waitFor();
    await editor.fill('{{ [{ name: "place", value: $itemIndex }] }}');
    await inspector().getByRole('textbox', { name: 'Item that expressions are shown for' }).fill('29');
    await inspector()
      .getByText(/^For item 29: .*"value":29/)
      .waitFor();
    await editor.fill('{{ $json. }}');
    await inspector().locator('.preview.problem-text').waitFor();
    await editor.fill('{{ [{ name: "land", value: $("SQL Query").item.json.country }] }}');
    await inspector().locator('.preview').getByText('"land"').waitFor();
    await closeNode();
    await runBy(button('Run'));
  });

  it('takes back what was done, and does it again', async () => {
    await canvasNode('Edit Fields').click();
    await page.keyboard.press('Delete');
    await canvasNode('Edit Fields').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await canvasNode('Edit Fields').waitFor();
    await becomes(() => page.locator('.react-flow__edge').count(), 2);
    await button('Redo').click();
    await canvasNode('Edit Fields').waitFor({ state: 'detached' });
    await button('Undo').click();
    await canvasNode('Edit Fields').waitFor();
  });

  it('renames a node, and expressions go on to find it', async () => {
    await canvasNode('SQL Query').dblclick();
    await inspector().getByRole('textbox', { name: 'Name of the node' }).fill('Orders');
    await page.keyboard.press('Enter');
    await closeNode();
    await page.keyboard.press('Control+s');
    await button('Saved').waitFor();
    assert.match(JSON.stringify((await saved()).nodes), /\$\(\\\\?"Orders\\\\?"\)/);
  });

  it('pins data, and runs one node on it alone', async () => {
    await canvasNode('Orders').dblclick();
    await inspector().getByRole('tab', { name: 'Output' }).click();
    await inspector().getByRole('button', { name: 'Pin', exact: true }).click();
    await closeNode();
    await canvasNode('Orders').getByText('Pinned data').waitFor();
    await canvasNode('Edit Fields').dblclick();
    const run = await runBy(inspector().getByRole('button', { name: 'Run this node' }));
    assert.deepEqual(run.steps.map(({ name, status }) => `${name} ${status}`).sort(), [
      'Edit Fields success',
      'Orders success',
      'Start success',
    ]);
    await closeNode();
  });

  it('runs from a node on, with what the nodes before it gave last time', async () => {
    await canvasNode('Edit Fields').dblclick();
    const run = await runBy(inspector().getByRole('button', { name: 'Run from here' }));
    assert.deepEqual(run.steps.map(({ name }) => name).sort(), ['Edit Fields', 'Orders', 'Start']);
    await closeNode();
    await canvasNode('Start').dblclick();
    await inspector().getByRole('button', { name: 'Run from here', disabled: true }).waitFor();
    await closeNode();
  });

  it('copies nodes with what connects them', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+d');
    await canvasNode('Orders 2').waitFor();
    await becomes(() => page.locator('.react-flow__edge').count(), 4);
    await page.keyboard.press('Control+z');
    await canvasNode('Orders 2').waitFor({ state: 'detached' });
  });

  it('connects pins by dragging, and cannot connect what does not fit', async () => {
    await page.locator('.react-flow__edge').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Delete');
    await edges(1);
    await drag(canvasNode('Start').locator('.source'), canvasNode('Orders').locator('.target'));
    await edges(2);
    await page.keyboard.press('Control+s');
    await button('Saved').waitFor();
  });

  it('keeps the draft when somebody else saved meanwhile, and says so', async () => {
    await canvasNode('Start').click();
    await page.keyboard.press('Tab');
    await add('no operation');
    await closeNode();
    await host.api.call('patternPatch', { params: { id: patternId }, body: { description: 'changed' } });
    // That the page hears of it, as after the network was away, does not make it this page's own.
    const heard = page.waitForResponse((answer) => answer.url().endsWith(`/api/patterns/${patternId}`));
    await page.evaluate(`['offline', 'online'].forEach((each) => dispatchEvent(new Event(each)))`);
    await heard;
    await button('Save').click();
    await page.getByText('Somebody else saved this pattern meanwhile').waitFor();
    await canvasNode('No Operation').waitFor();
    await button('Load what they saved').click();
    await canvasNode('No Operation').waitFor({ state: 'detached' });
    await button('Saved').waitFor();
    await button('Undo').click();
    await canvasNode('No Operation').waitFor();
    await host.api.call('patternPatch', { params: { id: patternId }, body: { description: 'again' } });
    await button('Save').click();
    await button('Save mine over it').click();
    await button('Saved').waitFor();
    assert.equal((await saved()).nodes.length, 4);
  });

  it('finds the canvas and the inspector accessible in both themes, at 1440 and at 390 pixels', async () => {
    assert.deepEqual(session.complaints, []);
    await atBothWidths(session, async ({ page: other }, at) => {
      await other.goto(`${host.url}/patterns/${patternId}`);
      await other.locator('.react-flow__node').first().waitFor();
      await assertSound(other, `canvas ${at}`);
      const { nodes } = await saved();
      await other.goto(`${host.url}/patterns/${patternId}?node=${nodes[2]?.id ?? ''}`);
      await other.getByRole('textbox', { name: 'Fields, expression' }).waitFor();
      await assertSound(other, `inspector ${at}`);
    });
  });

  async function edges(count: number): Promise<void> {
    await becomes(() => page.locator('.react-flow__edge').count(), count);
  }

  async function drag(from: Locator, to: Locator): Promise<void> {
    const [start, end] = [await from.first().boundingBox(), await to.first().boundingBox()];
    assert.ok(start && end);
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
    await page.mouse.up();
  }
});
