import type { JsonObject, JsonValue, SqlWrite, SqlWriteOperation } from '@patchbay/plugin-sdk';
import { nameList, wrong } from '../values/lists.js';

export interface WriteParameters {
  operation: SqlWriteOperation;
  schema?: string | undefined;
  table: string;
  columns: JsonValue;
  keys: JsonValue;
  skipConflicts?: boolean;
  emptyAsNull?: boolean;
  returning?: readonly string[];
}

const rowWrites: readonly string[] = [
  'insert',
  'upsert',
  'update',
  'replace',
  'delete',
] satisfies readonly SqlWriteOperation[];

/** Whether an operation writes, or deletes, the row of each item. */
export function isRowWrite(operation: string): operation is SqlWriteOperation {
  return rowWrites.includes(operation);
}

/** The rows as they are to be written. */
export function rowsOf({ emptyAsNull }: WriteParameters, rows: readonly JsonObject[]): readonly JsonObject[] {
  return emptyAsNull ? rows.map(withoutEmpty) : rows;
}

function withoutEmpty(row: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === '' ? null : value]));
}

/** What a connector is to write; it quotes the names. Throws `parameter-invalid`. */
export function writeOf(given: WriteParameters, items: readonly JsonObject[]): SqlWrite {
  const rows = rowsOf(given, items);
  const keys = keysOf(given);
  checkKeys(given, keys, rows);
  const absent = keys.find((name) => !rows.some((row) => Object.hasOwn(row, name)));
  if (absent !== undefined) throw wrong('keys', `names "${absent}", which no item has`);
  return { ...planOf(given, keys, rows), rows };
}

/** Everything but the rows; those given decide the columns where none are named. */
export function planOf(
  given: WriteParameters,
  keys: string[],
  rows: readonly JsonObject[],
): Omit<SqlWrite, 'rows'> {
  const { operation, schema, table, returning = [] } = given;
  const named = nameList(given.columns, 'columns');
  const columns = operation === 'delete' ? keys : named.length > 0 ? named : fieldsOf(rows);
  return {
    operation,
    ...(schema ? { schema } : {}),
    table,
    // A row is found, and inserted, by its keys, also when they are not named a second time.
    columns: [...new Set([...keys, ...columns])],
    keys,
    ...(operation === 'insert' && given.skipConflicts ? { skipConflicts: true } : {}),
    ...(returning.length > 0 ? { returning } : {}),
  };
}

const withKeys: readonly SqlWriteOperation[] = ['upsert', 'update', 'delete'];

/** None for operations that need none. Throws `parameter-invalid`. */
export function keysOf({ operation, keys }: WriteParameters): string[] {
  if (!withKeys.includes(operation)) return [];
  const names = nameList(keys, 'keys');
  if (names.length === 0)
    throw wrong('keys', `must name the columns that identify a row, to ${operation} rows`);
  return names;
}

/** `offset`: how many items came before these. Throws `parameter-invalid`. */
export function checkKeys(
  { operation }: WriteParameters,
  keys: readonly string[],
  rows: readonly JsonObject[],
  offset = 0,
): void {
  // A row without its key matches nothing, and the run would look like a success. An upsert inserts it.
  if (operation === 'upsert') return;
  for (const name of keys) {
    const lacking = rows.findIndex((row) => !Object.hasOwn(row, name) || row[name] === null);
    if (lacking >= 0) throw wrong('keys', `names "${name}", for which item ${offset + lacking} has no value`);
  }
}

/** Of all items, because the first may lack a field that a later one has. */
function fieldsOf(rows: readonly JsonObject[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}
