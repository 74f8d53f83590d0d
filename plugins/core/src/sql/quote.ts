import { type SqlCapability } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

export type Dialect = SqlCapability['dialect'];

/**
 * The name as a quoted identifier. Identifiers cannot be bound as values, so what would end the quoting is doubled or
 * escaped: no name becomes text of the statement. `parameter` is for the message. Throws `parameter-invalid`.
 */
export function quoteName(dialect: Dialect, name: string, parameter: string): string {
  // A driver that ends its text at a NUL would cut the statement in the middle of the name.
  if (name === '' || name.includes('\0')) throw wrong(parameter, 'holds an empty or impossible name');
  return quoting[dialect](name, parameter);
}

/** `table` of `schema`, or of what the connection uses by default. */
export function quoteTable(dialect: Dialect, schema: string | undefined, table: string): string {
  const name = quoteName(dialect, table, 'table');
  return schema ? `${quoteName(dialect, schema, 'schema')}.${name}` : name;
}

const quoting: Readonly<Record<Dialect, (name: string, parameter: string) => string>> = {
  postgresql: doubleQuoted,
  snowflake: doubleQuoted,
  saphana: doubleQuoted,
  mysql: backQuoted,
  // SQLite takes a double-quoted name that it does not know for a text, and a misspelt filter would match nothing.
  sqlite: backQuoted,
  mssql: (name) => `[${name.replaceAll(']', ']]')}]`,
  // BigQuery escapes by backslash; a doubled back quote would end the name there.
  bigquery: (name) => `\`${name.replace(/[\\`]/gu, '\\$&')}\``,
  oracle(name, parameter) {
    // Oracle has no way to write a quote inside of a name.
    if (name.includes('"'))
      throw wrong(parameter, 'holds a name with a double quote, which Oracle does not have');
    return `"${name}"`;
  },
};

function doubleQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function backQuoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
