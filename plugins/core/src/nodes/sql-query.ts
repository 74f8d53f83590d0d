import { defineNode, field, type Item, mainPin, type SqlRows } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { probeStatement } from '../sql/probe.js';

export const sqlQuery = defineNode({
  type: 'sqlQuery',
  version: 1,
  displayName: 'SQL Query',
  description: 'Executes a statement and gives its rows',
  icon: icons.sqlQuery,
  group: 'action',
  connections: {
    database: { displayName: 'Database', accepts: { capability: 'sql' }, required: true },
  },
  parameters: {
    query: field.multiline({
      displayName: 'Query',
      description:
        'Expressions become bound values, never text of the statement; with them it runs once per item',
      placeholder: 'SELECT * FROM orders WHERE created > {{ $json.since }}',
      language: 'sql',
      required: true,
    }),
    maxRows: field.number({ displayName: 'At most so many rows', min: 1, max: 10_000_000, integer: true }),
  },
  inputs: [mainPin],
  outputs: [
    { ...mainPin, type: 'json', displayName: 'Rows', aliases: ['rows'] },
    { name: 'count', type: 'float', displayName: 'Count' },
  ],
  probe: ({ connections, parameters, signal }) =>
    probeStatement(connections.database.capabilities.sql, parameters.query, signal),
  async execute({ allParameters, connections, items, signal }) {
    const { sql } = connections.database.capabilities;
    const statements = allParameters().map(({ query, maxRows }) => ({
      query,
      limit: maxRows === undefined ? {} : { maxRows },
    }));
    const [first] = statements;
    // Without values the statement is the same for every item; once is enough.
    const once = first && first.query.values.length === 0;
    const main: Item[] = [];
    let count = 0;
    for (const [item, { query, limit }] of (once ? [first] : statements).entries()) {
      const result = await sql.query(query, { signal, ...limit });
      count += result.rowCount;
      for (const json of rowsOf(result))
        main.push(once && items.length > 1 ? { json } : { json, pairedItem: { item } });
    }
    return { main, count: [{ json: { count } }] };
  },
});

/** A statement that returns no columns, such as INSERT, gives one item with the number of changed rows. */
function rowsOf({ rows, columns, rowCount }: SqlRows): SqlRows['rows'] {
  return columns.length === 0 ? [{ affected: rowCount }] : rows;
}
