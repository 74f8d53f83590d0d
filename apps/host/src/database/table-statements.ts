import type { EntitySchema, EntitySchemaColumnOptions, ObjectLiteral } from 'typeorm';
import type { Direct, SqlValue } from './direct.js';

type Columns = (readonly [name: string, column: EntitySchemaColumnOptions])[];

/** Rows per statement: each of these is prepared once, and any number of rows is made of them. */
const sizes = [32, 8, 1];

type Write<R> = (direct: Direct, rows: readonly R[]) => Promise<void>;

/**
 * Inserts rows by statements that never change: SQLite gets the values as they are, PostgreSQL all rows as one JSON
 * parameter.
 */
export function bulkInsert<R extends ObjectLiteral>(table: EntitySchema<R>): Write<R> {
  return writer(table, '');
}

/** Like `bulkInsert`, in place of rows with the same key. No two of the rows may have the same. */
export function bulkUpsert<R extends ObjectLiteral>(table: EntitySchema<R>): Write<R> {
  const columns = columnsOf(table);
  const keys = columns.filter(([, { primary }]) => primary === true).map(([name]) => `"${name}"`);
  const changes = columns
    .filter(([, { primary }]) => primary !== true)
    .map(([name]) => `"${name}" = excluded."${name}"`);
  return writer(table, ` ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changes.join(', ')}`);
}

/** Reads the columns of one row, or none, as the table declares them; the condition is constant text. */
export function selectRow<R extends ObjectLiteral, N extends string & keyof R>(
  table: EntitySchema<R>,
  columns: readonly N[],
  condition: string,
): (direct: Direct, values: readonly SqlValue[]) => Promise<Pick<R, N> | undefined> {
  const typed = columns.map((name) => [name, table.options.columns[name]?.type ?? 'text'] as const);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const sql = `SELECT ${names} FROM "${table.options.tableName ?? ''}" WHERE ${condition}`;
  return async (direct, values) => {
    const given = await direct.first(sql, values);
    if (given === undefined) return undefined;
    const row: Partial<Record<N, unknown>> = {};
    for (const [index, [name, type]] of typed.entries()) row[name] = readValue(given[index], type);
    return row as Pick<R, N>;
  };
}

function writer<R extends ObjectLiteral>(table: EntitySchema<R>, onConflict: string): Write<R> {
  const columns = columnsOf(table);
  const into = `INSERT INTO "${table.options.tableName ?? ''}" (${columns.map(([name]) => `"${name}"`).join(', ')})`;
  const ofJson = `${into} ${fromJson(columns)}${onConflict}`;
  const ofSize = new Map(sizes.map((size) => [size, `${into} VALUES ${places(columns, size)}${onConflict}`]));
  return async (direct, rows) => {
    if (rows.length === 0) return;
    const flat = rows.map((row) => columns.map(([name, { type }]) => valueOf(row[name], type)));
    if (direct.kind === 'postgres') await direct.run(ofJson, [JSON.stringify(flat)]);
    else await runInParts(direct, ofSize, flat);
  };
}

function columnsOf<R>(table: EntitySchema<R>): Columns {
  return Object.entries<EntitySchemaColumnOptions | undefined>(table.options.columns).flatMap(
    ([name, column]) => (column === undefined ? [] : [[name, column] as const]),
  );
}

async function runInParts(
  direct: Direct,
  ofSize: ReadonlyMap<number, string>,
  rows: readonly SqlValue[][],
): Promise<void> {
  let at = 0;
  for (const [size, sql] of ofSize)
    for (; rows.length - at >= size; at += size) await direct.run(sql, rows.slice(at, at + size).flat());
}

function places(columns: Columns, rows: number): string {
  return Array<string>(rows)
    .fill(`(${columns.map(() => '?').join(', ')})`)
    .join(', ');
}

/** A row is an array, so that the names are not sent with each of them. */
function fromJson(columns: Columns): string {
  const values = columns.map(
    ([, { type }], index) => `(given ->> ${index})${type === 'integer' ? '::integer' : ''}`,
  );
  return `SELECT ${values.join(', ')} FROM json_array_elements(?::json) given`;
}

function valueOf(value: unknown, type: EntitySchemaColumnOptions['type']): SqlValue {
  if (value === null || value === undefined) return null;
  return type === 'simple-json' ? JSON.stringify(value) : (value as SqlValue);
}

function readValue(value: unknown, type: EntitySchemaColumnOptions['type']): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'simple-json') return JSON.parse(value as string) as unknown;
  return type === 'boolean' ? Boolean(value) : value;
}
