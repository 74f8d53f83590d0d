import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { watchDrawing, whatIsDrawn } from './drawn.js';
import { openSession, type BrowserSession } from './session.js';
import { writePlugin } from './write-plugin.js';

/** What a plugin of somebody else declares: its parameter is drawn as rows, and its outputs have types. */
const gauge = `[{
  type: 'gauge', version: 1, displayName: 'Gauge', description: 'Measures parcels', group: 'action', subtitle: '{{steps}}',
  parameters: { steps: { kind: 'json', displayName: 'Steps', default: [], drawnAs: { kind: 'rows', row: 'step',
    cells: { label: { kind: 'text', displayName: 'Label' } } } } },
  inputs: [{ name: 'main', type: 'items' }],
  outputs: [{ name: 'weight', type: 'float' }, { name: 'label', type: 'string' }, { name: 'fragile', type: 'boolean' }],
}]`;
const node = (id: string, type: string) => ({ id, name: id, type, parameters: {}, position: { x: 0, y: 0 } });
const main = (from: string, to: string) => ({
  from: { node: from, pin: 'main' },
  to: { node: to, pin: 'main' },
});

describe('a person who works on a canvas', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;
  let heap: string;
  let other: string;

  before(async () => {
    session = await openSession({
      host: { env: { PATCHBAY_PLUGINS: writePlugin('foreign', '[]', gauge) } },
      page: { permissions: ['clipboard-read', 'clipboard-write'], reducedMotion: 'reduce' },
    });
    ({ host, page } = session);
    await watchDrawing(page);
    const nodes = [
      node('Start', 'core.manualTrigger'),
      node('Keep', 'core.filter'),
      node('Rest', 'core.noOperation'),
    ];
    const edges = [main('Start', 'Keep'), main('Start', 'Rest')];
    const make = (name: string) => host.api.call('patternCreate', { body: { name, nodes, edges } });
    [{ id: heap }, { id: other }] = [await make('Heap'), await make('Other')];
    await goTo(heap);
  });
  after(() => session.end());

  const goTo = async (id: string) => {
    await page.goto(`${host.url}/patterns/${id}`);
    await nodes().first().waitFor();
  };
  const nodes = () => page.locator('.react-flow__node');
  const named = (name: string) =>
    page.locator('.react-flow__node', { has: page.getByText(name, { exact: true }) });
  const inspector = () => page.getByRole('complementary');
  const boxOf = async (locator: Locator) => {
    const box = await locator.boundingBox();
    assert.ok(box);
    return box;
  };

  it('gets nodes that lie on one another put side by side, along what connects them', async () => {
    await page.getByRole('button', { name: 'Arrange' }).click();
    const overlaps = async () => {
      const [start, keep, rest] = await Promise.all(
        ['Start', 'Keep', 'Rest'].map((name) => boxOf(named(name))),
      );
      assert.ok(start && keep && rest);
      const isAfter = start.x + start.width < Math.min(keep.x, rest.x);
      return isAfter && (keep.y + keep.height < rest.y || rest.y + rest.height < keep.y);
    };
    await becomes(overlaps, true);
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Saved', exact: true }).waitFor();
  });

  it('finds its way by the overview, which has every node and moves what is in view', async () => {
    const overview = page.locator('.canvas-map');
    await becomes(() => overview.locator('.react-flow__minimap-node').count(), 3);
    const view = () => page.locator('.react-flow__viewport').getAttribute('style');
    const before = await view();
    const { x, y, width, height } = await boxOf(overview);
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 30, y + height / 2 + 20, { steps: 4 });
    await page.mouse.up();
    await becomes(async () => (await view()) !== before, true);
    await page.getByRole('button', { name: 'Show all' }).click();
  });

  it('opens a node by Enter, works in it by Tab, and is back at the node by Escape', async () => {
    await named('Keep').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    const name = inspector().getByRole('textbox', { name: 'Name of the node' });
    await name.waitFor();
    const focused = page.locator(':focus');
    await inspector().and(focused).waitFor();
    await page.keyboard.press('Tab');
    // The edge by which it is made wider comes first.
    await page.keyboard.press('Tab');
    await name.and(focused).waitFor();
    await page.keyboard.press('Escape');
    await inspector().waitFor({ state: 'detached' });
    await named('Keep').and(focused).waitFor();
  });

  it('keeps a note with a node, which stands on the canvas, and saves while it is typed', async () => {
    await named('Rest').dblclick();
    await inspector().getByRole('tab', { name: 'Settings' }).click();
    await inspector().getByRole('textbox', { name: 'Note' }).fill('Parcels go by road, not by air');
    const limit = inspector().getByRole('textbox', { name: 'Time limit of one try' });
    await limit.fill('500');
    await limit.fill('');
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Saved', exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await named('Rest').getByText('Parcels go by road, not by air').waitFor();
    const saved = await host.api.call('patternGet', { params: { id: heap } });
    assert.equal(saved.nodes[2]?.notes, 'Parcels go by road, not by air');
    assert.deepEqual(saved.nodes[2].settings, {}, 'a number that was emptied is gone');
  });

  it('carries nodes to another pattern by the clipboard of the system, with what connects them', async () => {
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    assert.match(await page.evaluate<string>('navigator.clipboard.readText()'), /Parcels go by road/);
    await goTo(other);
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
    await page.keyboard.press('Control+v');
    await named('Keep 2').waitFor();
    await becomes(() => nodes().count(), 6);
    await becomes(() => page.locator('.react-flow__edge').count(), 4);
    await named('Rest 2').getByText('Parcels go by road, not by air').waitFor();
    await page.keyboard.press('Control+z');
    await becomes(() => nodes().count(), 3);
    await page.evaluate(`navigator.clipboard.writeText('no nodes at all')`);
    await page.keyboard.press('Control+v');
    await becomes(() => nodes().count(), 3);
  });

  it("fills in a foreign plugin's node as rows, and tells its pins apart by colour and in words", async () => {
    await goTo(heap);
    await named('Start').click();
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: 'Search nodes' }).fill('gauge');
    await page.keyboard.press('Enter');
    await inspector().getByRole('button', { name: 'Add step' }).click();
    const row = inspector().getByRole('group', { name: 'step 1', exact: true });
    await row.getByRole('textbox', { name: 'Label', exact: true }).fill('weigh');
    await named('Gauge').getByText('weigh', { exact: true }).waitFor();
    const colours = await page.evaluate<string[]>(`[...document.querySelectorAll('.pin')]
      .filter(({ title }) => ['weight (float)', 'label (string)', 'fragile (boolean)'].includes(title))
      .map((pin) => getComputedStyle(pin).backgroundColor)`);
    assert.equal(colours.length, 3);
    assert.equal(new Set(colours).size, 3, colours.join());
    assert.deepEqual(session.complaints, []);
  });

  it('sees what has the focus however fast Tab is pressed', async () => {
    const row = Array.from({ length: 12 }, (_, index) => ({
      ...node(`Step ${index}`, index === 0 ? 'core.manualTrigger' : 'core.noOperation'),
      position: { x: index * 300, y: 0 },
    }));
    const links = row.slice(1).map(({ id }, index) => main(`Step ${index}`, id));
    const body = { name: 'Row', nodes: row, edges: links };
    await goTo((await host.api.call('patternCreate', { body })).id);
    await becomes(() => page.locator('.react-flow__edge').count(), 11);
    // A frame that comes late, as when Tab is held down.
    await page.evaluate(
      'window.requestAnimationFrame = (draw) => setTimeout(() => draw(performance.now()), 300)',
    );
    await page.locator('.react-flow__edge').nth(9).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await named('Step 0').and(page.locator(':focus')).waitFor();
    await page.waitForTimeout(700);
    const [canvas, step] = [await boxOf(page.locator('.react-flow')), await boxOf(named('Step 0'))];
    assert.ok(step.x >= canvas.x && step.x + step.width <= canvas.x + canvas.width, JSON.stringify(step));
  });

  it('opens three hundred nodes, and draws those alone that a key or a drag changes', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      ...node(`Node ${index}`, index === 0 ? 'core.manualTrigger' : 'core.noOperation'),
      position: { x: (index % 20) * 300, y: Math.floor(index / 20) * 140 },
    }));
    const links = many.slice(1).map(({ id }, index) => main(`Node ${index}`, id));
    many[44] = { ...node('Node 44', 'foreign.gauge'), position: { x: 4 * 300, y: 2 * 140 } };
    const edges = links.filter(({ from, to }) => from.node !== 'Node 44' && to.node !== 'Node 44');
    const body = { name: 'Three hundred', nodes: many, edges };
    await goTo((await host.api.call('patternCreate', { body })).id);
    await becomes(() => nodes().count(), 300);
    await page.getByRole('button', { name: 'Show all' }).click();
    const { x, y, width, height } = await boxOf(named('Node 45'));
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + 20, y + height / 2 + 20, { steps: 4 });
    const before = await boxOf(named('Node 45'));
    const dragged = await whatIsDrawn(page, async () => {
      await page.mouse.move(x + width / 2 + 60, y + height / 2 + 40, { steps: 6 });
      await becomes(async () => (await boxOf(named('Node 45'))).x > before.x, true);
    });
    assert.deepEqual(dragged, { nodes: ['Node 45'], edges: 1 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Saved', exact: true }).waitFor();

    await named('Node 44').dblclick();
    await inspector().getByRole('button', { name: 'Add step' }).click();
    const label = inspector().getByRole('textbox', { name: 'Label', exact: true });
    await label.fill('wei');
    await named('Node 44').getByText('wei', { exact: true }).waitFor();
    const typed = await whatIsDrawn(page, async () => {
      await label.pressSequentially('gh');
      await named('Node 44').getByText('weigh', { exact: true }).waitFor();
    });
    assert.deepEqual(typed, { nodes: ['Node 44'], edges: 0 });
    assert.deepEqual(session.complaints, []);
  });
});
