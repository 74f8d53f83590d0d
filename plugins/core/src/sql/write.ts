import type { JsonObject, JsonValue, SqlWrite, SqlWriteOperation } from '@patchbay/plugin-sdk';
import { nameList, wrong } from '../values/lists.js';

export interface WriteParameters {
  operation: SqlWriteOperation;
  schema?: string | undefined;
  table: string;
  columns: JsonValue;
  keys: JsonValue;
}

/** What a connector is to write; it quotes the names. Throws `parameter-invalid`. */
export function writeOf(given: WriteParameters, rows: readonly JsonObject[]): SqlWrite {
  const { operation, schema, table } = given;
  const keys = withKeys.includes(operation) ? keysOf(given, rows) : [];
  const named = nameList(given.columns, 'columns');
  const columns = operation === 'delete' ? keys : named.length > 0 ? named : fieldsOf(rows);
  return {
    operation,
    ...(schema ? { schema } : {}),
    table,
    // A row is found, and inserted, by its keys, also when they are not named a second time.
    columns: [...new Set([...keys, ...columns])],
    keys,
    rows,
  };
}

const withKeys: readonly SqlWriteOperation[] = ['upsert', 'update', 'delete'];

function keysOf({ operation, keys }: WriteParameters, rows: readonly JsonObject[]): string[] {
  const names = nameList(keys, 'keys');
  if (names.length === 0)
    throw wrong('keys', `must name the columns that identify a row, to ${operation} rows`);
  for (const name of names) {
    const lacking = rows.findIndex((row) => !Object.hasOwn(row, name) || row[name] === null);
    if (lacking === -1) continue;
    // Such a row matches nothing in the database, and the run would look like a success. An upsert inserts it.
    if (operation !== 'upsert')
      throw wrong('keys', `names "${name}", for which item ${lacking} has no value`);
    if (!rows.some((row) => Object.hasOwn(row, name)))
      throw wrong('keys', `names "${name}", which no item has`);
  }
  return names;
}

/** Of all items, because the first may lack a field that a later one has. */
function fieldsOf(rows: readonly JsonObject[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}
