import type { Database, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { type Column, type ColumnKind, columnsOf, quoted } from './columns.js';
import type { QueryLimits } from './job.js';
import { QueryFailed } from './query-failed.js';
import { Statement } from './statement.js';
import { Stopwatch } from './stopwatch.js';
import { toSql } from './values.js';

/** Stands in a table that has no column of its own, because SQLite wants one. */
export const placeholder = '_none_';

/** None has an affinity: `3` stays a number and `"3"` a text, as they are in the items. */
const types: Readonly<Record<ColumnKind, string>> = { plain: '', boolean: 'BLOB_BOOLEAN', json: 'BLOB_JSON' };

export function kindOf(declared: string | null): ColumnKind {
  if (declared === types.boolean) return 'boolean';
  return declared === types.json ? 'json' : 'plain';
}

/** One text of a row, or what a function makes of texts. */
const longestText = 16 * 1024 * 1024;

/**
 * A database in the memory of this WebAssembly instance. There are no files in it but those that it would make itself,
 * no network, and no functions but those of SQLite; even so nothing but reading is allowed once the tables are filled.
 */
export class InputDatabase {
  readonly sqlite: Sqlite3Static;
  readonly db: Database;
  /** Tables without items, which have whatever columns are asked for. */
  readonly #empty: string[] = [];
  #isLoading = true;

  constructor(sqlite: Sqlite3Static, inputs: readonly (readonly JsonObject[])[], limits: QueryLimits) {
    this.sqlite = sqlite;
    this.db = new sqlite.oo1.DB(':memory:');
    this.db.exec(`PRAGMA hard_heap_limit = ${limits.heapBytes}; PRAGMA temp_store = MEMORY;`);
    this.#guard(limits.milliseconds);
    for (const [index, rows] of inputs.entries()) this.#load(`input${index + 1}`, rows);
    this.#isLoading = false;
  }

  /** Gives a column that no item has to the tables without items; false when there are none. */
  addToEmpty(column: string): boolean {
    this.#isLoading = true;
    for (const table of this.#empty) this.db.exec(`ALTER TABLE ${table} ADD COLUMN ${quoted(column)}`);
    this.#isLoading = false;
    return this.#empty.length > 0;
  }

  #load(table: string, rows: readonly JsonObject[]): void {
    const columns = columnsOf(rows);
    if (rows.length === 0) this.#empty.push(table);
    const declared = columns.map(({ name, kind }) => `${quoted(name)} ${types[kind]}`);
    this.db.exec(`CREATE TABLE ${table} (${declared.join(', ') || quoted(placeholder)})`);
    if (rows.length === 0) return;
    const places = columns.map(() => '?').join(', ') || 'NULL';
    this.db.exec('BEGIN');
    const insert = this.db.prepare(`INSERT INTO ${table} VALUES (${places})`);
    const statement = new Statement(this.sqlite, insert);
    for (const row of rows) this.#insert(statement, row, columns);
    statement.close();
    insert.finalize();
    this.db.exec('COMMIT');
  }

  #insert(statement: Statement, row: JsonObject, columns: readonly Column[]): void {
    for (const [index, { field }] of columns.entries())
      this.check(statement.bind(index + 1, toSql(Object.hasOwn(row, field) ? row[field] : null)));
    this.check(statement.step(), this.sqlite.capi.SQLITE_DONE);
    statement.reset();
  }

  /** @throws QueryFailed for any other code */
  check(code: number, expected = 0): void {
    if (code !== expected) throw new QueryFailed(code, this.sqlite.capi.sqlite3_errmsg(this.db));
  }

  #guard(milliseconds: number): void {
    const { capi } = this.sqlite;
    const watch = new Stopwatch();
    const { db } = this;
    capi.sqlite3_limit(db, capi.SQLITE_LIMIT_ATTACHED, 0);
    capi.sqlite3_limit(db, capi.SQLITE_LIMIT_LENGTH, longestText);
    // One comparison by a long pattern is not interrupted.
    capi.sqlite3_limit(db, capi.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000);
    capi.sqlite3_progress_handler(db, 10_000, () => Number(watch.isOver(milliseconds)), 0);
    const reads = [capi.SQLITE_SELECT, capi.SQLITE_READ, capi.SQLITE_RECURSIVE] as number[];
    const mayRun = (action: number, name: string | 0) =>
      // It would write what the query says to the log of the process.
      reads.includes(action) || (action === capi.SQLITE_FUNCTION && name !== 'sqlite_log');
    capi.sqlite3_set_authorizer(
      db,
      (_context, action, _first, second) =>
        this.#isLoading || mayRun(action, second) ? capi.SQLITE_OK : capi.SQLITE_DENY,
      0,
    );
  }
}
