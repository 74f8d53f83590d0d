import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import type { RunningHost } from '../support/host-process.js';
import { becomes } from './becomes.js';
import { openSession, type BrowserSession } from './session.js';

const node = (id: string, type: string, x: number, parameters: Record<string, unknown> = {}) => ({
  ...{ id, name: id, type, parameters },
  position: { x, y: 0 },
});
/** Known only as it runs, as a list, as n8n stores them, and none. */
const rule = { conditions: [{ left: '={{ $json.n }}', operator: 'gt', right: 1 }] };
const switches = {
  Computed: '={{ $json.rules }}',
  Three: [rule, rule, rule],
  Wrapped: { values: Array.from({ length: 12 }, () => rule) },
  None: [],
};

describe('a person who draws nodes with many pins', () => {
  let session: BrowserSession;
  let host: RunningHost;
  let page: Page;

  before(async () => {
    session = await openSession({ page: { reducedMotion: 'reduce' } });
    ({ host, page } = session);
  });
  after(() => session.end());

  const goTo = async (name: string, nodes: ReturnType<typeof node>[]) => {
    const body = { name, nodes, edges: [] };
    const { id } = await host.api.call('patternCreate', { body });
    await page.goto(`${host.url}/patterns/${id}`);
    await page
      .locator('.react-flow__node')
      .nth(nodes.length - 1)
      .waitFor();
    return id;
  };
  const pins = (id: string, side: 'source' | 'target') =>
    page.locator(`.react-flow__node[data-id=${id}] .pin.${side}`);

  it('sees ten inputs apart from one another along the node, and leads an edge to the seventh', async () => {
    const id = await goTo('Inputs', [
      node('Start', 'core.manualTrigger', 0),
      node('Merge', 'core.merge', 400, { numberInputs: 10 }),
    ]);
    await becomes(() => pins('Merge', 'target').count(), 10);
    assert.deepEqual(await page.evaluate(overlapping('Merge')), []);
    const [from, to] = [pins('Start', 'source'), pins('Merge', 'target').nth(6)];
    await from.hover();
    await page.mouse.down();
    await to.hover();
    await page.mouse.up();
    await page.keyboard.press('Control+s');
    const saved = async () => (await host.api.call('patternGet', { params: { id } })).edges;
    await becomes(saved, [{ from: { node: 'Start', pin: 'main' }, to: { node: 'Merge', pin: 'input7' } }]);
  });

  it('sees an output for each rule of a switch, and the usual ten where the rules are computed', async () => {
    const made = Object.entries(switches);
    await goTo(
      'Outputs',
      made.map(([id, rules], at) => node(id, 'core.switch', at * 320, { rules })),
    );
    const counts = Object.fromEntries(
      await Promise.all(made.map(async ([id]) => [id, await pins(id, 'source').count()] as const)),
    );
    assert.deepEqual(counts, { Computed: 10, Three: 3, Wrapped: 12, None: 1 });
    for (const [id] of made) assert.deepEqual(await page.evaluate(overlapping(id)), [], id);
  });
});

/** Names of pins of a node that lie on one another, and pins that do not lie along its side. */
function overlapping(id: string): string {
  return `(() => {
    const node = document.querySelector('.react-flow__node[data-id=${id}]');
    const frame = node.getBoundingClientRect();
    const sides = ['source', 'target'].map((side) => [...node.querySelectorAll('.pin.' + side)]);
    const boxed = (elements) => elements.map((element) => [element.textContent, element.getBoundingClientRect()]);
    const touching = (boxes) => boxes.filter(([, box], at) => at > 0 && boxes[at - 1][1].bottom > box.top);
    const outside = (boxes) => boxes.filter(([, { top, bottom }]) => top < frame.top || bottom > frame.bottom);
    return sides.flatMap((pins) => {
      const names = boxed(pins.flatMap((pin) => [...pin.querySelectorAll('.pin-name')]));
      return [...touching(boxed(pins)), ...touching(names), ...outside(boxed(pins))].map(([name]) => name);
    });
  })()`;
}
