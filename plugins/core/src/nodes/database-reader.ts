import {
  defineNode,
  field,
  type Item,
  type JsonObject,
  mainPin,
  type Parameters,
  type SqlText,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { combineParameter } from '../sql/conditions.js';
import { largeNumbersOf, largeNumbersParameter } from '../sql/large-numbers.js';
import { connectionMode } from './connection-mode.js';
import type { Dialect } from '../sql/quote.js';
import { probeStatement } from '../sql/probe.js';
import { selectStatement } from '../sql/select.js';
import { wrong } from '../values/lists.js';

const parameters = {
  mode: connectionMode,
  schema: field.text({ displayName: 'Schema', placeholder: 'public' }),
  table: field.text({ displayName: 'Table', description: 'Or write a query below' }),
  columns: field.json({
    displayName: 'Columns',
    description: 'Names, as a list or with commas; empty means all',
    default: [],
  }),
  filter: field.json({
    displayName: 'Filter',
    description: '[{ column, operator, value }]; empty means every row',
    default: [],
  }),
  combine: combineParameter(),
  orderBy: field.json({
    displayName: 'Order',
    description: '[{ column, direction }] or a text such as: created desc, id',
    default: [],
    drawnAs: {
      kind: 'rows',
      row: 'column',
      cells: {
        column: field.text({ displayName: 'Column', required: true }),
        direction: field.options({
          displayName: 'Direction',
          options: [
            { value: 'asc', name: 'ascending' },
            { value: 'desc', name: 'descending' },
          ],
          default: 'asc',
        }),
      },
    },
  }),
  distinct: field.boolean({
    displayName: 'No row twice',
    description: 'Of rows that are alike in all columns that are read, one comes',
    default: false,
  }),
  limit: field.number({ displayName: 'At most so many rows', min: 1, max: 10_000_000, integer: true }),
  query: field.multiline({
    displayName: 'Query',
    description:
      'Instead of a table. It may only read. Expressions become bound values, never text of the statement',
    language: 'sql',
  }),
  largeNumbers: largeNumbersParameter,
};

export const databaseReader = defineNode({
  type: 'databaseReader',
  version: 1,
  displayName: 'Database Reader',
  description: 'Reads rows of a table or of a query',
  icon: icons.databaseReader,
  group: 'action',
  subtitle: '{{table}}',
  connections: {
    database: { displayName: 'Database', accepts: { capability: 'sql' }, required: true, inline: true },
  },
  parameters,
  inputs: [mainPin],
  outputs: [mainPin, { name: 'count', type: 'float', displayName: 'Count' }],
  probe({ connections, parameters, signal }) {
    const { sql } = connections.database.capabilities;
    return probeStatement(sql, statementOf(sql.dialect, parameters), signal);
  },
  async execute({ allParameters, connections, signal }) {
    const { sql } = connections.database.capabilities;
    const main: Item[] = [];
    for (const { statement, maxRows, items, large } of readings(sql.dialect, allParameters())) {
      const limit = maxRows === undefined ? {} : { maxRows };
      const { rows } = await sql.query(statement, { signal, readOnly, ...limit, ...large });
      const [item = 0, ...others] = items;
      for (const json of rows) main.push(others.length > 0 ? { json } : { json, pairedItem: { item } });
    }
    return { main, count: [{ json: { count: main.length } }] };
  },
  async produce({ allParameters, connections, emit, signal }) {
    const { sql } = connections.database.capabilities;
    let count = 0;
    await emit({ main: [] });
    for (const { statement, maxRows, items, large } of readings(sql.dialect, allParameters())) {
      const [item = 0, ...others] = items;
      const toItem = (json: JsonObject): Item =>
        others.length > 0 ? { json } : { json, pairedItem: { item } };
      const batches = sql.stream(statement, { signal, readOnly, batchSize, ...large });
      for await (const rows of firstRows(batches, maxRows)) {
        count += rows.length;
        await emit({ main: rows.map(toItem) });
      }
    }
    await emit({ count: [{ json: { count } }] });
  },
});

/** A query that somebody pasted, or an expression's author did not think of, must not write where a node says that it reads. */
const readOnly = true;

/**
 * Larger ones save no time: each step has one under way, and what they are made of outlives the young generation.
 */
const batchSize = 1_000;

async function* firstRows(
  batches: AsyncIterable<JsonObject[]>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<JsonObject[]> {
  let left = limit;
  for await (const rows of batches) {
    yield rows.length > left ? rows.slice(0, left) : rows;
    left -= rows.length;
    if (left <= 0) return;
  }
}

interface Reading {
  statement: SqlText;
  maxRows: number | undefined;
  large: { largeNumbers?: 'text' };
  /** Indexes of the items that ask for it. */
  items: number[];
}

/** What several items ask for alike is read once, so that a constant reader after many items gives its rows once. */
function readings(dialect: Dialect, all: readonly Parameters<typeof parameters>[]): Iterable<Reading> {
  const found = new Map<string, Reading>();
  let last: { given: unknown; reading: Reading } | undefined;
  for (const [item, given] of all.entries()) {
    // Parameters without expressions are one object for all items.
    if (last?.given !== given) {
      const large = largeNumbersOf(given);
      const fresh = { statement: statementOf(dialect, given), maxRows: given.limit, large, items: [] };
      const key = JSON.stringify([fresh.statement, fresh.maxRows, large]);
      const reading = found.get(key) ?? fresh;
      found.set(key, reading);
      last = { given, reading };
    }
    last.reading.items.push(item);
  }
  return found.values();
}

function statementOf(dialect: Dialect, given: Parameters<typeof parameters>): SqlText {
  const { query, table, ...selection } = given;
  const hasQuery = query !== undefined && (query.values.length > 0 || query.strings.join('').trim() !== '');
  // Which of the two counts would be a guess, and a filter that somebody relies on could be ignored.
  if (hasQuery === Boolean(table)) throw wrong('table', 'or "query" must be given, and not both');
  return hasQuery ? query : selectStatement(dialect, { ...selection, table: table ?? '' });
}
