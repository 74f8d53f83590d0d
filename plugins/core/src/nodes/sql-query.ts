import {
  defineNode,
  field,
  type Item,
  mainPin,
  type Parameters,
  type SqlCapability,
  type SqlRows,
  type SqlText,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { largeNumbersOf, largeNumbersParameter } from '../sql/large-numbers.js';
import { probeStatement } from '../sql/probe.js';
import { wrong } from '../values/lists.js';

const parameters = {
  query: field.multiline({
    displayName: 'Query',
    description:
      'Expressions become bound values, never text of the statement; with them it runs once per item',
    placeholder: 'SELECT * FROM orders WHERE created > {{ $json.since }}',
    language: 'sql',
    required: true,
  }),
  batching: field.options({
    displayName: 'Several items',
    description: 'How the statement is executed where it is once per item',
    options: [
      {
        value: 'independently',
        name: 'One after the other',
        description: 'What was done before one that fails stays',
      },
      { value: 'transaction', name: 'In one transaction', description: 'All of them or none' },
    ],
    default: 'independently',
  }),
  emptyAsNull: field.boolean({
    displayName: 'Empty texts become NULL',
    description: 'Of the values that expressions give',
    default: false,
  }),
  largeNumbers: largeNumbersParameter,
  maxRows: field.number({ displayName: 'At most so many rows', min: 1, max: 10_000_000, integer: true }),
};
type Given = Parameters<typeof parameters>;

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
  parameters,
  inputs: [mainPin],
  outputs: [
    { ...mainPin, type: 'json', displayName: 'Rows', aliases: ['rows'] },
    { name: 'count', type: 'float', displayName: 'Count' },
  ],
  probe: ({ connections, parameters, signal }) =>
    probeStatement(connections.database.capabilities.sql, parameters.query, signal),
  async execute({ allParameters, connections, items, signal }) {
    const { sql } = connections.database.capabilities;
    const all = allParameters();
    const [first] = all;
    // Without values the statement is the same for every item; once is enough.
    const once = first && first.query.values.length === 0;
    const main: Item[] = [];
    let count = 0;
    let item = 0;
    for await (const result of resultsOf(sql, once ? [first] : all, signal)) {
      count += result.rowCount;
      for (const json of rowsOf(result))
        main.push(once && items.length > 1 ? { json } : { json, pairedItem: { item } });
      item += 1;
    }
    return { main, count: [{ json: { count } }] };
  },
});

async function* resultsOf(
  sql: SqlCapability,
  all: readonly Given[],
  signal: AbortSignal,
): AsyncGenerator<SqlRows> {
  const [first] = all;
  if (first?.batching === 'transaction' && all.length > 1) {
    if (!sql.queryAll)
      throw wrong(
        'batching',
        'asks for one transaction, which the connector of this database does not offer',
      );
    yield* await sql.queryAll(all.map(statementOf), { signal, ...optionsOf(first) });
    return;
  }
  for (const given of all) yield await sql.query(statementOf(given), { signal, ...optionsOf(given) });
}

function optionsOf(given: Given): { maxRows?: number; largeNumbers?: 'text' } {
  return { ...(given.maxRows === undefined ? {} : { maxRows: given.maxRows }), ...largeNumbersOf(given) };
}

function statementOf({ query, emptyAsNull }: Given): SqlText {
  if (!emptyAsNull) return query;
  return { ...query, values: query.values.map((value) => (value === '' ? null : value)) };
}

/** A statement that returns no columns, such as INSERT, gives one item with the number of changed rows. */
function rowsOf({ rows, columns, rowCount }: SqlRows): SqlRows['rows'] {
  return columns.length === 0 ? [{ affected: rowCount }] : rows;
}
