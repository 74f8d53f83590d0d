import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { graph, node, run, runtimeOf } from '../spec/kit.js';

const people = [
  { id: 1, name: 'a' },
  { id: 2, name: 'b' },
  { id: 3, name: 'c' },
];

/** What the expression gives for each item behind source → filter (drops id 2) → last. */
async function behind(expression: string) {
  const pattern = graph(
    [
      node('source', 'set', { json: { id: '={{ $json.id }}', name: '={{ $json.name }}' } }),
      node('filter', 'if', { test: '={{ $json.id !== 2 }}' }),
      node('last', 'set', { json: { v: expression } }),
      node('late', 'set'),
    ],
    ['start>source', 'source>filter', 'filter.true>last', 'last>late'],
  );
  const outcome = await run(runtimeOf(), pattern, people);
  return outcome.result.error ?? outcome.json('last').map((json) => (json as { v?: unknown }).v);
}

const detail = async (expression: string) => ((await behind(expression)) as { detail?: string }).detail ?? '';

describe('looking back at other nodes', () => {
  it('finds the item that an item came from, through nodes that dropped some', async () => {
    assert.deepEqual(await behind("={{ $('source').item.json.name }}"), ['a', 'c']);
    assert.deepEqual(await behind("={{ $('start').item.json.name }}"), ['a', 'c']);
    assert.deepEqual(await behind('={{ $node["source"].json.name + $node.source.json.id }}'), ['a1', 'c3']);
    assert.deepEqual(await behind("={{ $('source').itemMatching(1).json.name }}"), ['c', 'c']);
  });

  it('gives all, first and last items of a node and its outputs', async () => {
    assert.deepEqual(await behind("={{ $('source').all().length }}"), [3, 3]);
    assert.deepEqual(await behind("={{ $('source').first().json.id + $('source').last().json.id }}"), [4, 4]);
    assert.deepEqual(
      await behind("={{ $('filter').all('no')[0].json.id + $('filter').all(1)[0].json.id }}"),
      [4, 4],
    );
    assert.deepEqual(await behind("={{ $items('source').length + $items().length }}"), [5, 5]);
    assert.deepEqual(await behind("={{ $('source').isExecuted + ',' + $('late').isExecuted }}"), [
      'true,false',
      'true,false',
    ]);
  });

  it('says what is missing', async () => {
    assert.match(await detail("={{ $('nobody').all() }}"), /there is no node called "nobody"/);
    assert.match(await detail("={{ $('late').first() }}"), /"late" has not been executed/);
    assert.match(await detail("={{ $('late').item }}"), /no item of "late" belongs to item 0/);
    assert.match(
      await detail('={{ $json.a.b.c + 1 }}'),
      /^X, v, \{\{ \$json\.a\.b\.c \+ 1 \}\}: TypeError: .*\(item 0\)/,
    );
    assert.match(await detail('={{ 1 + }}'), /SyntaxError/);
  });

  it('follows an item that was made of several', async () => {
    const pattern = graph(
      [
        node('many', 'many', { count: 3 }),
        node('merge', 'merge'),
        node('last', 'set', { json: { v: "={{ $('start').item.json.id }}" } }),
      ],
      ['start>many', 'many>merge.left', 'start>merge.right', 'merge>last'],
    );
    const outcome = await run(runtimeOf(), pattern, [{ id: 7 }]);
    assert.deepEqual(
      outcome.json('last'),
      Array.from({ length: 4 }, () => ({ v: 7 })),
    );
  });

  it('looks at the latest execution in a loop, or at the one it is asked for', async () => {
    const pattern = graph(
      [
        node('loop', 'loop'),
        node('body', 'set', { json: { n: '={{ $json.n }}' } }),
        node('done', 'set', {
          json: { v: "={{ $('body').first().json.n * 10 + $('body').first(0, 0).json.n }}" },
        }),
      ],
      ['start>loop', 'loop.loop>body', 'body>loop', 'loop.done>done'],
    );
    const outcome = await run(runtimeOf(), pattern, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    assert.deepEqual(outcome.json('done'), [{ v: 31 }]);
  });
});
