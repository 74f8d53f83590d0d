import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import { onwards, upTo, withoutPins } from './graph-part.js';

const node = (id: string) => ({ id, name: id, type: 'core.noOperation' });
const edge = (from: string, to: string) => ({
  from: { node: from, pin: 'main' },
  to: { node: to, pin: 'main' },
});
/** start → a → b → d, and start → c → d. */
const graph: PatternGraph = {
  nodes: ['start', 'a', 'b', 'c', 'd'].map(node),
  edges: [edge('start', 'a'), edge('a', 'b'), edge('start', 'c'), edge('b', 'd'), edge('c', 'd')],
};
const step = (nodeId: string, items: object[]): StepRecord =>
  ({ nodeId, outputs: { main: items.map((json) => ({ json })) } }) as unknown as StepRecord;
const ids = ({ nodes }: PatternGraph) => nodes.map(({ id }) => id);
const pinned = ({ nodes }: PatternGraph) => nodes.filter((each) => each.pinned).map(({ id }) => id);

describe('a part of a pattern', () => {
  it('ends with a node, and has what leads to it alone', () => {
    assert.deepEqual(ids(upTo(graph, 'b')), ['start', 'a', 'b']);
    assert.deepEqual(upTo(graph, 'b').edges, [edge('start', 'a'), edge('a', 'b')]);
  });

  it('goes on from a node with what the nodes before it gave', () => {
    const part = onwards(graph, 'b', [step('start', [{}]), step('a', [{ n: 1 }]), step('c', [{ n: 2 }])]);
    assert.deepEqual(ids(part), ['start', 'a', 'b', 'c', 'd']);
    assert.deepEqual(pinned(part), ['start', 'a', 'c']);
    assert.deepEqual(part.nodes[1]?.pinned, { main: [{ json: { n: 1 } }] });
  });

  it('leaves out nodes that gave nothing, and says so when nothing would go in', () => {
    assert.deepEqual(ids(onwards(graph, 'd', [step('b', [{}]), step('c', [])])), ['b', 'd']);
    assert.throws(() => onwards(graph, 'd', [step('start', [{}])]), { code: 'run-input-missing' });
  });

  it('prefers what a person pinned to what was recorded', () => {
    const mine = { main: [{ json: { mine: true } }] };
    const own = {
      ...graph,
      nodes: graph.nodes.map((each) => (each.id === 'a' ? { ...each, pinned: mine } : each)),
    };
    assert.deepEqual(onwards(own, 'b', [step('a', [{ n: 1 }])]).nodes[0]?.pinned, mine);
  });

  it('refuses a node that is not there', () => {
    assert.throws(() => upTo(graph, 'gone'), { code: 'pattern-invalid' });
    assert.throws(() => onwards(graph, 'gone', []), { code: 'pattern-invalid' });
  });

  it('loses its pins for those who are not the person that pinned, the same object each time', () => {
    const own = { ...graph, nodes: [{ ...node('a'), pinned: { main: [] } }, node('b')] };
    assert.deepEqual(withoutPins(own).nodes, [node('a'), node('b')]);
    assert.equal(withoutPins(own), withoutPins(own));
    assert.equal(withoutPins(graph), graph);
  });
});
