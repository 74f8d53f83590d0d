import sqlite3InitModule, { type PreparedStatement, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { JsonValue } from '@patchbay/plugin-sdk';
import { InputDatabase, kindOf, placeholder } from './database.js';
import type { QueryJob, QueryOutcome, QueryRows } from './job.js';
import { QueryFailed } from './query-failed.js';
import { Statement } from './statement.js';
import { toSql } from './values.js';

/** Answers one query, and blocks this thread meanwhile. The database is gone afterwards, with all that it held. */
export async function runQuery(job: QueryJob): Promise<QueryOutcome> {
  const sqlite = await sqlite3InitModule();
  let database: InputDatabase | undefined;
  try {
    database = new InputDatabase(sqlite, job.inputs, job.limits);
    return rowsOf(database, job);
  } catch (error) {
    return failureOf(sqlite, error);
  } finally {
    database?.db.close();
  }
}

function rowsOf(database: InputDatabase, job: QueryJob): QueryOutcome {
  const { capi } = database.sqlite;
  const select = prepared(database, textOf(job));
  const statement = new Statement(database.sqlite, select);
  try {
    bindAll(database, select, statement, job);
    const columns = select.getColumnNames();
    const kinds = columns.map((_, at) => kindOf(capi.sqlite3_column_decltype(select, at)));
    const rows: JsonValue[][] = [];
    let code = statement.step();
    for (; code === capi.SQLITE_ROW; code = statement.step()) {
      if (rows.length >= job.limits.rows) return { stopped: 'rows' };
      rows.push(kinds.map((kind, at) => statement.cell(at, kind)));
    }
    database.check(code, capi.SQLITE_DONE);
    return shown(columns, rows);
  } finally {
    statement.close();
    select.finalize();
  }
}

/** What stands in a table only because SQLite wants a column is no column of the result. */
function shown(columns: string[], rows: JsonValue[][]): QueryRows {
  if (!columns.includes(placeholder)) return { columns, rows };
  const isShown = (_: unknown, at: number) => columns[at] !== placeholder;
  return { columns: columns.filter(isShown), rows: rows.map((row) => row.filter(isShown)) };
}

/** The name of a value that stands as an expression in the statement. */
const valueName = (index: number) => `@patchbay_${index}`;

function textOf({ statement: { strings, values } }: QueryJob): string {
  return strings.map((text, at) => (at < values.length ? `${text}${valueName(at)}` : text)).join('');
}

/** Nothing is left of a statement behind its end but blanks and comments. */
const rest = /^(?:[\s;]|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*$/u;

function prepared(database: InputDatabase, text: string): PreparedStatement {
  const { sqlite, db } = database;
  const asked = new Set<string>();
  for (;;)
    try {
      const statement = db.prepare(text);
      const isLast = rest.test(text.slice(sqlite.capi.sqlite3_sql(statement).length));
      // VACUUM asks for its rights when it is executed; it gives no columns.
      if (isLast && statement.columnCount > 0) return statement;
      statement.finalize();
      throw new QueryFailed(sqlite.capi.SQLITE_AUTH, 'not one SELECT');
    } catch (error) {
      const column = missingColumn(error);
      // Once: a name that is missing still is one that no table can have.
      if (column === undefined || asked.has(column) || !database.addToEmpty(column)) throw error;
      asked.add(column);
    }
}

/** `no such column: input2.id`, where nobody knows which columns input 2 would have had. */
function missingColumn(error: unknown): string | undefined {
  const said = error instanceof Error ? error.message : '';
  const [, name] = /no such column: (?:[^.\s]+\.)*([^.\n]+?)(?: - should this be .*)?$/u.exec(said) ?? [];
  return name?.replaceAll('"', '');
}

function bindAll(
  database: InputDatabase,
  select: PreparedStatement,
  statement: Statement,
  job: QueryJob,
): void {
  const { capi } = database.sqlite;
  const values = new Map(job.statement.values.map((value, at) => [valueName(at), value]));
  let next = 0;
  for (let index = 1; index <= select.parameterCount; index++) {
    const name = capi.sqlite3_bind_parameter_name(select, index);
    const value = name !== null && values.has(name) ? values.get(name) : parameterOf(name, job, () => next++);
    database.check(statement.bind(index, toSql(value)));
  }
}

/** Of `?` the next one that is given, of `?2` the second. */
function parameterOf(name: string | null, { parameters }: QueryJob, next: () => number): JsonValue {
  const at = name === null ? next() : Number(/^\?(\d+)$/u.exec(name)?.[1] ?? Number.NaN) - 1;
  const value = parameters[at];
  if (value === undefined)
    throw new QueryFailed(-1, `there is no value for ${name ?? `the question mark ${at + 1}`}`);
  return value;
}

function failureOf({ capi, SQLite3Error }: Sqlite3Static, error: unknown): QueryOutcome {
  if (!(error instanceof SQLite3Error) && !(error instanceof QueryFailed)) throw error;
  const { resultCode, message } = error;
  if (resultCode === capi.SQLITE_INTERRUPT) return { stopped: 'timeout' };
  if (resultCode === capi.SQLITE_NOMEM) return { stopped: 'memory' };
  if (resultCode === capi.SQLITE_AUTH) return { refused: 'it may hold one SELECT and nothing else' };
  return { refused: message.replace(/^.*?sqlite3 result code \d+: /u, '') };
}
