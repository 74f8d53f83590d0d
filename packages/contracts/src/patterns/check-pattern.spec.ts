import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field } from '@patchbay/fields';
import type { PatternGraph, PatternNode } from '../schemas/patterns.js';
import { checkPattern, type NodeShape } from './check-pattern.js';

const main = { name: 'main', type: 'items' } as const;
const shapes: Record<string, NodeShape> = {
  'core.manualTrigger': {
    group: 'trigger',
    trigger: 'manual',
    parameters: {},
    inputs: [],
    outputs: [main],
    connections: [],
  },
  'core.sqlQuery': {
    group: 'action',
    parameters: {
      query: field.text({ displayName: 'Query', required: true }),
      limit: field.number({ displayName: 'Limit' }),
    },
    inputs: [main],
    outputs: [
      { name: 'main', type: 'json', aliases: ['rows'] },
      { name: 'count', type: 'float' },
    ],
    connections: [{ slot: 'database', accepts: { capability: 'sql' }, required: true }],
  },
  'test.text': {
    group: 'action',
    parameters: {},
    inputs: [{ name: 'main', type: 'string' }],
    outputs: [main],
    connections: [],
  },
};
const lookup = (type: string) => (Object.hasOwn(shapes, type) ? shapes[type] : undefined);

const start: PatternNode = { id: 'start', name: 'Start', type: 'core.manualTrigger' };
const query: PatternNode = {
  id: 'query',
  name: 'Query',
  type: 'core.sqlQuery',
  parameters: { query: 'SELECT 1' },
};
const graph = (nodes: PatternNode[], edges: [string, string][] = []): PatternGraph => ({
  nodes,
  edges: edges.map(([from, to]) => ({ from: end(from), to: end(to) })),
});
const end = (text: string) => {
  const [node = '', pin = 'main'] = text.split('.');
  return { node, pin };
};
const pointers = (checked: PatternGraph) => checkPattern(checked, lookup).map(({ pointer }) => pointer);

describe('checkPattern', () => {
  it('accepts a sound pattern, aliases of pins and slots left empty included', () => {
    assert.deepEqual(
      checkPattern(
        graph(
          [start, query],
          [
            ['start', 'query'],
            ['query.rows', 'query'],
          ],
        ),
        lookup,
      ),
      [],
    );
  });

  it('names everything that is wrong at once', () => {
    const broken = graph(
      [
        start,
        { ...start },
        { id: 'x', name: 'X', type: 'core.none' },
        { ...query, parameters: { limit: 'many' } },
      ],
      [
        ['start', 'gone'],
        ['start.other', 'query'],
        ['query', 'start'],
      ],
    );
    assert.deepEqual(pointers(broken).sort(), [
      '/edges/0/to/node',
      '/edges/1/from/pin',
      '/edges/2/to/pin',
      '/nodes/1/id',
      '/nodes/1/name',
      '/nodes/2/type',
      '/nodes/3/parameters/limit',
      '/nodes/3/parameters/query',
    ]);
  });

  it('refuses an edge whose types do not fit', () => {
    const text: PatternNode = { id: 'text', name: 'Text', type: 'test.text' };
    assert.deepEqual(pointers(graph([query, text], [['query.count', 'text']])), ['/edges/0']);
  });

  it('refuses an expression in the place of a connection', () => {
    const chosen = { ...query, connections: { database: '={{ $json.connection }}' } };
    assert.deepEqual(pointers(graph([chosen])), ['/nodes/0/connections/database']);
  });

  it('refuses a slot that the node does not have', () => {
    assert.deepEqual(pointers(graph([{ ...query, connections: { 'a/b': 'some-id' } }])), [
      '/nodes/0/connections/a~1b',
    ]);
  });

  it('knows the error output only where onError asks for it', () => {
    const edges: [string, string][] = [['query.error', 'query']];
    assert.deepEqual(pointers(graph([query], edges)), ['/edges/0/from/pin']);
    assert.deepEqual(pointers(graph([{ ...query, settings: { onError: 'errorOutput' } }], edges)), []);
  });

  it('refuses the same edge twice', () => {
    assert.deepEqual(
      pointers(
        graph(
          [start, query],
          [
            ['start', 'query'],
            ['start', 'query'],
          ],
        ),
      ),
      ['/edges/1'],
    );
  });

  it('treats a type named like a property of every object as unknown', () => {
    assert.deepEqual(pointers(graph([{ id: 'p', name: 'P', type: '__proto__' }])), ['/nodes/0/type']);
  });
});
