import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import { type Answer } from '../spec/api.js';
import { chain, createPattern, editNode, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';

const stepsOf = ({ body }: Answer) => (body['steps'] ?? []) as StepRecord[];
const valuesOf = (answer: Answer, nodeId: string) =>
  stepsOf(answer)
    .find((step) => step.nodeId === nodeId)
    ?.outputs['main']?.map(({ json }) => json['value']);

describe('Runs of a part of a pattern', () => {
  let host: SpecHost;
  let graph: PatternGraph;
  let ids: string[];
  before(async () => {
    host = await startSpecHost();
    const second = { ...editNode('={{ $json.value + "?" }}'), id: 'second', name: 'Second' };
    graph = chain(start, editNode('={{ $json.name + "!" }}'), second);
    ids = graph.nodes.map(({ id }) => id);
  });

  it('end with the wanted node', async () => {
    const pattern = await createPattern(host.admin, graph);
    const answer = await host.admin.post(`/patterns/${pattern}/run`, { wait: true, until: ids[1] });
    assert.deepEqual(
      stepsOf(answer).map(({ nodeId }) => nodeId),
      ids.slice(0, 2),
    );
  });

  it('go on from a node with what another run gave', async () => {
    const pattern = await createPattern(host.admin, graph);
    const whole = await host.admin.post(`/patterns/${pattern}/run`, { wait: true, input: { name: 'Ada' } });
    const from = { node: 'second', run: String(whole.body['id']) };
    const part = await host.admin.post(`/patterns/${pattern}/run`, { wait: true, from });
    assert.equal(part.body['status'], 'success', part.text);
    assert.deepEqual(valuesOf(part, 'second'), ['Ada!?']);
  });

  it('refuse the record of another pattern, like one that is not there', async () => {
    const [one, other] = [await createPattern(host.admin, graph), await createPattern(host.admin, graph)];
    const run = await host.admin.post(`/patterns/${one}/run`, { wait: true });
    const from = { node: 'second', run: String(run.body['id']) };
    const answer = await host.admin.post(`/patterns/${other}/run`, { wait: true, from });
    assert.deepEqual([answer.status, answer.body['code']], [404, 'run-not-found'], answer.text);
  });

  it('give what is pinned to the person who runs it, and never to a webhook', async () => {
    const path = `pinned-${Date.now()}`;
    const hook = {
      id: 'start',
      name: 'Start',
      type: 'core.webhookTrigger',
      parameters: { path, method: 'POST', respond: 'whenDone' },
    };
    const edit = { ...editNode('={{ $json.body.name }}'), pinned: { main: [{ json: { value: 'pinned' } }] } };
    const pattern = await createPattern(host.admin, chain(hook, edit));
    const byHand = await host.admin.post(`/patterns/${pattern}/run`, { wait: true });
    assert.deepEqual(valuesOf(byHand, edit.id), ['pinned']);
    const live = await host.admin.patch(`/patterns/${pattern}`, { active: true });
    assert.equal(live.status, 200, live.text);
    const answer = await fetch(`${host.url}/hooks/development/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'called' }),
    });
    const text = await answer.text();
    assert.match(text, /called/);
    assert.doesNotMatch(text, /pinned/);
  });
});

describe('The preview of an expression', () => {
  let host: SpecHost;
  before(async () => {
    host = await startSpecHost();
  });

  const data = { ...start, pinned: { main: [{ json: { name: 'Ada' } }, { json: { name: 'Bo' } }] } };
  const graph = chain(data, { ...editNode('x'), id: 'edit' });
  const preview = async (template: string, given: PatternGraph = graph, more: object = {}) =>
    (await host.admin.post('/expressions/preview', { template, node: 'edit', graph: given, ...more })).body;

  it('is its value for the first item', async () => {
    assert.deepEqual(await preview('={{ $json.name.length }}'), { value: 3 });
    assert.deepEqual(await preview(`={{ $('${data.name}').all().length }}`), { value: 2 });
    assert.deepEqual(await preview('literal'), { value: 'literal' });
  });

  it('is its value for another item, where there is one', async () => {
    const template = '={{ $json.name + $itemIndex }}';
    assert.deepEqual(await preview(template, graph, { item: 1 }), { value: 'Bo1' });
    assert.match(String((await preview(template, graph, { item: 2 })).error), /no item 2/);
  });

  it('is its value for an item behind one that fails', async () => {
    const pinned = { main: [{ json: {} }, { json: { name: 'Bo' } }] };
    const given = chain({ ...data, pinned }, { ...editNode('x'), id: 'edit' });
    for (const [template, value] of [
      ['={{ $json.name.toUpperCase() }}', 'BO'],
      ['={{ $input.all().length + $json.name.toUpperCase() }}', '2BO'],
    ] as const) {
      assert.deepEqual(await preview(template, given, { item: 1 }), { value });
      const { error } = await preview(template, given);
      // The words alone: the place in the preview's own node would mislead.
      assert.match(String(error), /^TypeError: /);
      assert.doesNotMatch(String(error), /row 1|\/fields/);
    }
  });

  it('sees the environment that is asked for', async () => {
    const template = '={{ $run.environment }}';
    assert.deepEqual(await preview(template), { value: 'development' });
    assert.deepEqual(await preview(template, graph, { environment: 'production' }), { value: 'production' });
  });

  it('is in words what is wrong', async () => {
    const { error } = await preview('={{ $json. }}');
    assert.match(String(error), /\S+ \S+/);
  });

  it('executes no node, whatever the graph says', async () => {
    const stop = { id: 'stop', name: 'Stop', type: 'core.stopAndError', parameters: { errorMessage: 'ran' } };
    const around = chain(data, stop, { ...editNode('x'), id: 'edit' });
    assert.doesNotMatch(JSON.stringify(await preview('={{ 1 + 1 }}', around)), /ran/);
  });

  it('is for those who may change patterns', async () => {
    const answer = await host.anonymous.post('/expressions/preview', { template: '=1', node: 'edit', graph });
    assert.equal(answer.status, 401);
  });
});
