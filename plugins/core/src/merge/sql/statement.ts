import type { PreparedStatement, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { JsonValue } from '@patchbay/plugin-sdk';
import type { ColumnKind } from './columns.js';
import { finite, parsed, whole } from './values.js';

/** What of SQLite's interface is called for each value. The library's own functions take most of the time by converting. */
interface Exports {
  sqlite3_bind_null(statement: number, index: number): number;
  sqlite3_bind_double(statement: number, index: number, value: number): number;
  sqlite3_bind_int64(statement: number, index: number, value: bigint): number;
  sqlite3_bind_text(statement: number, index: number, text: number, bytes: number, free: number): number;
  sqlite3_step(statement: number): number;
  sqlite3_reset(statement: number): number;
  sqlite3_column_type(statement: number, at: number): number;
  sqlite3_column_int64(statement: number, at: number): bigint;
  sqlite3_column_double(statement: number, at: number): number;
  sqlite3_column_blob(statement: number, at: number): number;
  sqlite3_column_bytes(statement: number, at: number): number;
}

/** SQLite makes a copy of the text that it is given. */
const copied = -1;

/** Binds and reads the values of one statement. */
export class Statement {
  readonly #sqlite: Sqlite3Static;
  readonly #exports: Exports;
  readonly #pointer: number;
  /** Where a text stands while it is bound. */
  #text = 0;
  #textBytes = 0;

  constructor(sqlite: Sqlite3Static, prepared: PreparedStatement) {
    this.#sqlite = sqlite;
    this.#exports = sqlite.wasm.exports as Exports;
    this.#pointer = prepared.pointer ?? 0;
  }

  /** The code of SQLite, 0 when it is bound. */
  bind(index: number, value: string | number | null): number {
    if (value === null) return this.#exports.sqlite3_bind_null(this.#pointer, index);
    if (typeof value === 'string') return this.#bindText(index, value);
    return Number.isSafeInteger(value)
      ? this.#exports.sqlite3_bind_int64(this.#pointer, index, BigInt(value))
      : this.#exports.sqlite3_bind_double(this.#pointer, index, value);
  }

  step(): number {
    return this.#exports.sqlite3_step(this.#pointer);
  }

  reset(): void {
    this.#exports.sqlite3_reset(this.#pointer);
  }

  /** A value of the row that it has come to. */
  cell(at: number, kind: ColumnKind): JsonValue {
    const { capi, wasm } = this.#sqlite;
    const exports = this.#exports;
    const type = exports.sqlite3_column_type(this.#pointer, at);
    if (type === capi.SQLITE_INTEGER) return whole(exports.sqlite3_column_int64(this.#pointer, at), kind);
    if (type === capi.SQLITE_FLOAT) return finite(exports.sqlite3_column_double(this.#pointer, at));
    if (type === capi.SQLITE_NULL) return null;
    // As a blob, because a text ends at its first zero otherwise.
    const start = exports.sqlite3_column_blob(this.#pointer, at);
    const bytes = exports.sqlite3_column_bytes(this.#pointer, at);
    const { buffer } = wasm.heap8u();
    const found = Buffer.from(buffer, start, bytes);
    if (type !== capi.SQLITE_TEXT) return found.toString('base64');
    return kind === 'json' ? parsed(found.toString('utf8')) : found.toString('utf8');
  }

  close(): void {
    if (this.#text !== 0) this.#sqlite.wasm.dealloc(this.#text);
    this.#text = 0;
  }

  #bindText(index: number, value: string): number {
    const { wasm } = this.#sqlite;
    const bytes = Buffer.byteLength(value);
    if (bytes > this.#textBytes || this.#text === 0) {
      this.close();
      this.#textBytes = Math.max(bytes, 1_024);
      this.#text = wasm.alloc(this.#textBytes);
    }
    Buffer.from(wasm.heap8u().buffer, this.#text, bytes).write(value);
    return this.#exports.sqlite3_bind_text(this.#pointer, index, this.#text, bytes, copied);
  }
}
