import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runPattern } from '@patchbay/plugin-testing';
import core from '../index.js';

type Nodes = Record<string, [type: string, parameters?: JsonObject]>;

/** Edges are `from.pin>to`; the pin `main` may be left out. */
function run(nodes: Nodes, edges: string[], items: JsonObject[]) {
  const graph = {
    nodes: Object.entries({ start: ['manualTrigger'] as [string], ...nodes }).map(
      ([id, [type, parameters = {}]], index) => ({
        id,
        name: id,
        type: `core.${type}`,
        parameters,
        position: { x: index, y: 0 },
      }),
    ),
    edges: edges.map((edge) => {
      const [from = '', to = ''] = edge.split('>');
      const [node = '', pin = 'main'] = from.split('.');
      return { from: { node, pin }, to: { node: to, pin: 'main' } };
    }),
  };
  const trigger = { nodeId: 'start', items: items.map((json) => ({ json })) };
  return runPattern(graph, { plugins: [core], trigger });
}

function outputsOf({ steps }: Awaited<ReturnType<typeof run>>, nodeId: string, pin = 'main') {
  return steps
    .filter((step) => step.nodeId === nodeId)
    .map(({ outputs }) => outputs[pin]?.map(({ json }) => json));
}

const set = (name: string, value: string): [string, JsonObject] => [
  'editFields',
  { fields: [{ name, value }], keepOthers: true },
];
const ring = ['start>loop', 'loop.loop>body', 'body>loop', 'loop.done>end'];
const items = [{ n: 1 }, { n: 2 }, { n: 3 }];

describe('Loop Over Items', () => {
  it('hands out batches and gives everything that came back at the end', async () => {
    const nodes: Nodes = {
      loop: ['loop', { batchSize: 2 }],
      body: set('m', '={{ $json.n * 10 }}'),
      end: ['noOperation'],
    };
    const outcome = await run(nodes, ring, items);
    assert.equal(outcome.result.status, 'success');
    assert.deepEqual(outputsOf(outcome, 'loop', 'loop'), [[{ n: 1 }, { n: 2 }], [{ n: 3 }], undefined]);
    assert.deepEqual(outputsOf(outcome, 'end'), [
      [
        { n: 1, m: 10 },
        { n: 2, m: 20 },
        { n: 3, m: 30 },
      ],
    ]);
  });

  it('links the items of the first batch only, as later ones arrived long before', async () => {
    const outcome = await run({ loop: ['loop'], body: ['noOperation'], end: ['noOperation'] }, ring, items);
    const batches = outcome.steps.filter(({ nodeId }) => nodeId === 'loop').slice(0, 3);
    assert.deepEqual(
      batches.map(({ outputs }) => outputs['loop']?.[0]?.pairedItem),
      [{ item: 0 }, [], []],
    );
  });

  it('starts over within another loop', async () => {
    const nodes: Nodes = {
      loop: ['loop'],
      rows: ['splitOut', { fieldToSplitOut: 'rows' }],
      inner: ['loop', { reset: 'afterDone' }],
      body: set('seen', '=yes'),
      end: ['noOperation'],
    };
    const edges = [
      'start>loop',
      'loop.loop>rows',
      'rows>inner',
      'inner.loop>body',
      'body>inner',
      'inner.done>loop',
    ];
    const outcome = await run(nodes, [...edges, 'loop.done>end'], [{ rows: ['a', 'b'] }, { rows: ['c'] }]);
    assert.deepEqual(outputsOf(outcome, 'end'), [['a', 'b', 'c'].map((rows) => ({ rows, seen: 'yes' }))]);
  });

  it('goes on for as long as an expression starts it over', async () => {
    const nodes: Nodes = {
      loop: ['loop', { reset: '={{ $json.page !== undefined && $json.page < 3 }}' }],
      body: set('page', '={{ ($json.page ?? 0) + 1 }}'),
      end: ['noOperation'],
    };
    const outcome = await run(nodes, ring, [{}]);
    assert.deepEqual(outputsOf(outcome, 'body'), [[{ page: 1 }], [{ page: 2 }], [{ page: 3 }]]);
    assert.deepEqual(outputsOf(outcome, 'end'), [[{ page: 3 }]]);
  });

  it('tells expressions which batch it is and whether it is the last', async () => {
    const told = '={{ $node["loop"].context["noItemsLeft"] + " " + $("loop").context.currentRunIndex }}';
    const nodes: Nodes = {
      loop: ['loop', { batchSize: 2 }],
      body: set('told', told),
      end: set('atEnd', told),
    };
    const outcome = await run(nodes, ring, items);
    assert.deepEqual(outputsOf(outcome, 'body'), [
      [
        { n: 1, told: 'false 0' },
        { n: 2, told: 'false 0' },
      ],
      [{ n: 3, told: 'true 1' }],
    ]);
    const atEnd = outputsOf(outcome, 'end').flat();
    assert.deepEqual(
      atEnd.map((json) => json?.atEnd),
      ['true 1', 'true 1', 'true 1'],
    );
  });

  it('counts from 0 again when it starts over; other nodes tell nothing', async () => {
    const told =
      '={{ $("Schleife 💶").context.currentRunIndex + ($node["rows"].context.noItemsLeft ?? " -") }}';
    const nodes: Nodes = {
      loop: ['loop'],
      rows: ['splitOut', { fieldToSplitOut: 'rows' }],
      'Schleife 💶': ['loop', { reset: 'afterDone' }],
      body: set('told', told),
      end: ['noOperation'],
    };
    const edges = ['start>loop', 'loop.loop>rows', 'rows>Schleife 💶', 'Schleife 💶.loop>body'];
    const back = ['body>Schleife 💶', 'Schleife 💶.done>loop', 'loop.done>end'];
    const outcome = await run(nodes, [...edges, ...back], [{ rows: ['a', 'b'] }, { rows: ['c'] }]);
    assert.deepEqual(
      outputsOf(outcome, 'end')
        .flat()
        .map((json) => json?.told),
      ['0 -', '1 -', '0 -'],
    );
    const unknown = await run({ only: set('told', '={{ $("nobody").context.a }}') }, ['start>only'], [{}]);
    assert.match(unknown.result.error?.detail ?? '', /there is no node called "nobody"/u);
  });

  it('refuses a batch that would never end', async () => {
    const outcome = await run(
      { loop: ['loop', { batchSize: '={{ 0 }}' }], body: ['noOperation'], end: ['noOperation'] },
      ring,
      items,
    );
    assert.equal(outcome.result.error?.code, 'parameter-invalid');
  });
});
