import { defineNode, type JsonObject, mainPin, type SqlCapability } from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { deleteStatement, removeStatement } from '../sql/remove.js';
import { giveBack, isEmptyList } from '../sql/returning.js';
import { streamedWrite } from '../sql/streamed-write.js';
import { isRowWrite, writeOf } from '../sql/write.js';
import { type WriterGiven, writerParameters } from '../sql/writer-parameters.js';

export const databaseWriter = defineNode({
  type: 'databaseWriter',
  version: 1,
  displayName: 'Database Writer',
  description:
    'Writes the items to a table or deletes rows, all of them or none, also when items come in batches',
  icon: icons.databaseWriter,
  group: 'action',
  subtitle: '{{operation}} {{table}}',
  connections: {
    database: { displayName: 'Database', accepts: { capability: 'sql' }, required: true, inline: true },
  },
  parameters: writerParameters,
  inputs: [mainPin],
  outputs: [mainPin, { name: 'count', type: 'float', displayName: 'Affected rows' }],
  async execute({ items, allParameters, parameters, connections, signal }) {
    const { sql } = connections.database.capabilities;
    // Without items there is nothing to do; least of all is a table emptied to be replaced by nothing.
    if (items.length === 0) return { main: items, count: [{ json: { count: 0 } }] };
    const given = parameters();
    const returning = giveBack(sql.dialect, given);
    const written = isRowWrite(given.operation)
      ? await sql.write(
          writeOf(
            { ...given, operation: given.operation, returning },
            items.map(({ json }) => json),
          ),
          { signal },
        )
      : await removed(sql, given, allParameters, returning, signal);
    const main = returning.length > 0 ? (written.rows ?? []).map((json) => ({ json })) : items;
    return { main, count: [{ json: { count: written.affected } }] };
  },
  /** What is deleted by conditions, or given back, is known for all items at once. */
  consumesWith: ({ operation = 'insert', returnColumns }) =>
    typeof operation === 'string' && isRowWrite(operation) && isEmptyList(returnColumns),
  async consume({ batches, connections, emit, parameters, signal }) {
    const { sql } = connections.database.capabilities;
    const given = parameters();
    const { operation } = given;
    if (!isRowWrite(operation)) throw new TypeError('Only what consumesWith says comes in batches.');
    const ofRows = { ...given, operation, returning: [] };
    const { write, rows } = await streamedWrite(ofRows, batches, (items) => emit({ main: items }));
    const { affected } = sql.writeBatches
      ? await sql.writeBatches(write, rows, { signal })
      : await sql.write({ ...write, rows: await allOf(rows) }, { signal });
    await emit({ count: [{ json: { count: affected } }] });
  },
});

async function removed(
  sql: SqlCapability,
  given: WriterGiven,
  allParameters: () => readonly WriterGiven[],
  returning: readonly string[],
  signal: AbortSignal,
): Promise<{ affected: number; rows: JsonObject[] }> {
  const { operation } = given;
  const statement =
    operation === 'truncate' || operation === 'drop'
      ? removeStatement(sql.dialect, { ...given, operation })
      : deleteStatement(sql.dialect, allParameters(), returning);
  const { rows, rowCount } = await sql.query(statement, { signal });
  return { affected: rowCount, rows };
}

async function allOf<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) for (const each of batch) all.push(each);
  return all;
}
