import { Table, type TableColumnOptions, type TableIndexOptions } from 'typeorm';

/** Shorthand for migrations: `!` primary key, `?` nullable; anything else is NOT NULL. */
export type ColumnWord = `${'text' | 'integer' | 'boolean'}${'' | '!' | '?'}`;

/** A table as a migration makes it. */
export function tableOf(
  name: string,
  columns: Readonly<Record<string, ColumnWord>>,
  indices: readonly TableIndexOptions[] = [],
): Table {
  return new Table({
    name,
    columns: Object.entries(columns).map(([column, word]) => columnOf(column, word)),
    indices: [...indices],
  });
}

function columnOf(name: string, word: ColumnWord): TableColumnOptions {
  return {
    name,
    type: word.replace(/[!?]$/, ''),
    isPrimary: word.endsWith('!'),
    isNullable: word.endsWith('?'),
  };
}
