import { Table, type TableColumnOptions, type TableIndexOptions } from 'typeorm';

/** Shorthand for migrations: `!` primary key, `?` nullable; anything else is NOT NULL. */
export type ColumnWord = `${'text' | 'integer' | 'boolean'}${'' | '!' | '?'}`;

/** A table as a migration makes it; the columns' defaults are named apart. */
export function tableOf(
  name: string,
  columns: Readonly<Record<string, ColumnWord>>,
  indices: readonly TableIndexOptions[] = [],
  defaults: Readonly<Record<string, string>> = {},
): Table {
  return new Table({
    name,
    columns: Object.entries(columns).map(([column, word]) => columnOf(column, word, defaults[column])),
    indices: [...indices],
  });
}

export function columnOf(name: string, word: ColumnWord, byDefault?: string): TableColumnOptions {
  return {
    name,
    type: word.replace(/[!?]$/, ''),
    isPrimary: word.endsWith('!'),
    isNullable: word.endsWith('?'),
    ...(byDefault === undefined ? {} : { default: byDefault }),
  };
}
