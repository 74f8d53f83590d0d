import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/**
 * A column of type `T`. The few kinds below mean the same in SQLite and PostgreSQL: times are ISO 8601 text in
 * UTC with milliseconds, which sorts as it counts; sealed bytes are base64; JSON is text, so that no database
 * normalises it.
 */
export interface Column<T> extends EntitySchemaColumnOptions {
  /** Exists for the type checker alone. */
  readonly carries?: T;
}

type Columns = Readonly<Record<string, Column<unknown>>>;

/** What a row holds, inferred from the table's columns. */
export type Row<T> = T extends EntitySchema<infer R> ? R : never;

type RowOf<C extends Columns> = { -readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };

export interface TableIndex<Name> {
  name: string;
  columns: readonly Name[];
  unique?: true;
}

/** Declares a table as a plain object; rows are plain objects too. */
export function table<const C extends Columns>(
  name: string,
  columns: C,
  indices: readonly TableIndex<Extract<keyof C, string>>[] = [],
): EntitySchema<RowOf<C>> {
  return new EntitySchema<RowOf<C>>({
    name,
    tableName: name,
    columns: columns,
    indices: indices.map((index) => ({ ...index, columns: [...index.columns] })),
  });
}

export function text(): Column<string>;
export function text<T extends string>(): Column<T>;
export function text(): Column<string> {
  return { type: 'text' };
}

export function whole(): Column<number> {
  return { type: 'integer' };
}

export function flag(): Column<boolean> {
  return { type: 'boolean' };
}

export function json<T>(): Column<T> {
  return { type: 'simple-json' };
}

export function key<T extends string | number>(column: Column<T>): Column<T> {
  return { ...column, primary: true };
}

export function nullable<T>(column: Column<T>): Column<T | null> {
  return { ...column, nullable: true };
}

/** Now, as the store keeps times. */
export function now(): string {
  return new Date().toISOString();
}
