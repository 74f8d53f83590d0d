import {
  type CallOptions,
  type JsonObject,
  PatchbayError,
  ResultLimit,
  rowsToObjects,
  type SqlWrite,
  type SqlWritten,
} from '@patchbay/plugin-sdk';
import type { Database } from './database.js';
import type { Bindable, Handle, Statement, Stored } from './driver.js';
import { withHandle } from './handles.js';
import { transaction } from './transaction.js';
import { toBindable, toJson } from './values.js';

/** SQLite's limit of parameters in one statement, and rows beyond which longer statements gain nothing. */
const maxParameters = 32_766;
const maxChunk = 500;

/** Writes all rows in one transaction or none, also when reading them fails. */
export async function writeRows(
  database: Database,
  write: Plan,
  batches: Batches,
  { signal }: CallOptions,
): Promise<SqlWritten> {
  const used = columnsUsed(write);
  const release = await database.writer.take(signal);
  try {
    return await withHandle(database, signal, (handle) =>
      transaction(handle, () => execute(handle, { write, used }, batches, signal)),
    );
  } finally {
    release();
  }
}

type Plan = Omit<SqlWrite, 'rows'>;
type Batches = AsyncIterable<readonly JsonObject[]> | Iterable<readonly JsonObject[]>;

async function execute(
  handle: Handle,
  { write, used }: { write: Plan; used: readonly string[] },
  batches: Batches,
  signal: AbortSignal,
): Promise<SqlWritten> {
  if (write.operation === 'replace') await (await handle.prepare(`DELETE FROM ${tableOf(write)}`)).all([]);
  const before = await totalChanges(handle);
  const size = Math.max(1, Math.min(maxChunk, Math.floor(maxParameters / used.length)));
  const returned = new Returned(write);
  let full: Statement | undefined;
  for await (const rows of batches) {
    for (let start = 0; start < rows.length; start += size) {
      signal.throwIfAborted();
      const chunk = rows.slice(start, start + size);
      const isFull = chunk.length === size;
      const statement: Statement =
        (isFull ? full : undefined) ?? (await handle.prepare(statementOf(write, used, chunk.length)));
      if (isFull) full = statement;
      await returned.execute(statement, valuesOf(chunk, used));
    }
  }
  return { affected: (await totalChanges(handle)) - before, ...returned.result };
}

/** What statements give back of the rows that they write. */
class Returned {
  readonly #isAsked: boolean;
  readonly #limit = new ResultLimit();
  readonly #rows: JsonObject[] = [];

  constructor({ returning }: Plan) {
    this.#isAsked = returning !== undefined;
  }

  get result(): { rows?: JsonObject[] } {
    return this.#isAsked ? { rows: this.#rows } : {};
  }

  async execute(statement: Statement, values: readonly Bindable[]): Promise<void> {
    if (!this.#isAsked) {
      await statement.all(values);
      return;
    }
    const columns = statement.columns().map(({ name }) => name);
    const stored = (await statement.raw(true).all(values)) as Stored[][];
    const rows = stored.map((row) => row.map(toJson));
    this.#limit.takeRows(rows);
    for (const row of rowsToObjects(columns, rows)) this.#rows.push(row);
  }
}

/** The columns whose values a statement needs. */
function columnsUsed({ columns, keys = [], operation }: Plan): readonly string[] {
  if (columns.length === 0) throw new PatchbayError('parameter-invalid', 'There is no column to write.');
  if (keys.length === 0 && operation !== 'insert' && operation !== 'replace') {
    throw new PatchbayError(
      'parameter-invalid',
      `To ${operation} rows, "keys" must name the columns that identify one.`,
    );
  }
  if (operation === 'update' && columns.every((column) => keys.includes(column))) {
    throw new PatchbayError('parameter-invalid', 'All columns are keys; there is nothing to update.');
  }
  if (operation === 'delete') return keys;
  return operation === 'update' ? [...new Set([...columns, ...keys])] : columns;
}

function statementOf(write: Plan, used: readonly string[], count: number): string {
  const { columns, keys = [], operation } = write;
  const table = tableOf(write);
  const names = used.map(quote);
  const row = `(${used.map(() => '?').join(', ')})`;
  const values = `VALUES ${Array.from({ length: count }, () => row).join(', ')}`;
  const changed = columns.filter((column) => !keys.includes(column)).map(quote);
  const keyNames = keys.map(quote).join(', ');
  const insert = `INSERT INTO ${table} (${names.join(', ')}) ${values}`;
  const returning = returningOf(write);
  switch (operation) {
    case 'insert':
      return `${insert}${write.skipConflicts ? ' ON CONFLICT DO NOTHING' : ''}${returning}`;
    case 'replace':
      return `${insert}${returning}`;
    case 'upsert': {
      const set = changed.map((name) => `${name} = excluded.${name}`).join(', ');
      const action = set ? `UPDATE SET ${set}` : 'NOTHING';
      return `${insert} ON CONFLICT (${keyNames}) DO ${action}${returning}`;
    }
    case 'update': {
      const set = changed.map((name) => `${name} = s.${name}`).join(', ');
      const matches = keys.map((key) => `t.${quote(key)} = s.${quote(key)}`).join(' AND ');
      return `WITH s(${names.join(', ')}) AS (${values}) UPDATE ${table} AS t SET ${set} FROM s WHERE ${matches}${returning}`;
    }
    case 'delete':
      return `DELETE FROM ${table} WHERE (${keyNames}) IN (${values})${returning}`;
  }
}

function returningOf({ returning }: Plan): string {
  if (!returning) return '';
  return ` RETURNING ${returning.map((name) => (name === '*' ? name : quote(name))).join(', ')}`;
}

function valuesOf(rows: readonly JsonObject[], columns: readonly string[]): Bindable[] {
  return rows.flatMap((row) =>
    columns.map((column) => toBindable(Object.hasOwn(row, column) ? row[column] : null)),
  );
}

async function totalChanges(handle: Handle): Promise<number> {
  const [row] = (await (await handle.prepare('SELECT total_changes()')).raw(true).all([])) as bigint[][];
  return Number(row?.[0] ?? 0);
}

function tableOf({ schema, table }: Plan): string {
  if (schema && schema !== 'main')
    throw new PatchbayError('parameter-invalid', 'A SQLite file has only the schema "main".');
  return `main.${quote(table)}`;
}

/** Identifiers cannot be parameters; a quote inside one is doubled, so that no name ends its own quoting. */
function quote(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new PatchbayError('parameter-invalid', 'A table or column has no valid name.');
  return `"${name.replaceAll('"', '""')}"`;
}
