import { PatchbayError, type SqlWrite } from '@patchbay/plugin-sdk';
import type { Connected } from './connect.js';
import { execute } from './statement.js';

type Plan = Omit<SqlWrite, 'rows'>;

export interface Table {
  /** The server's name for the type, such as `varchar`; undefined for a column that is not there. */
  typeOf(column: string): string | undefined;
  /** For `upsert`: the key column that may be set to NULL to stop the statement; see insertStatement. */
  guardColumn?: string | undefined;
}

/** Looks up what a write needs to know of its table, which needs no right but the one to write. */
export async function describeTable(connected: Connected, write: Plan): Promise<Table> {
  const columns = await lookUp(connected, write, 'columns', ['column_name', 'data_type', 'is_nullable']);
  const byName = new Map(columns.map(([name, ...rest]) => [lower(name), rest]));
  const typeOf = (column: string) => byName.get(column.toLowerCase())?.[0]?.toLowerCase();
  if (write.operation !== 'upsert' || columns.length === 0) return { typeOf };
  const isRequired = (column: string) => byName.get(column.toLowerCase())?.[1] === 'NO';
  const indexes = await uniqueIndexes(connected, write);
  return { typeOf, guardColumn: guardColumn(write.keys ?? [], indexes, isRequired) };
}

/** Rows of a table of information_schema about the table to be written, their values as text. */
async function lookUp(
  connected: Connected,
  { schema, table }: Plan,
  source: 'columns' | 'statistics',
  names: readonly string[],
): Promise<string[][]> {
  const sql =
    `SELECT ${names.join(', ')} FROM information_schema.${source} ` +
    'WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?';
  const { read } = await execute(connected, sql, [schema ?? null, table]);
  const { rows } = await read(Infinity);
  return rows.map((row) => row.map(String));
}

async function uniqueIndexes(connected: Connected, write: Plan): Promise<string[][]> {
  const names = ['index_name', 'column_name', 'non_unique'];
  const byName = new Map<string, string[]>();
  for (const [index = '', column, nonUnique] of await lookUp(connected, write, 'statistics', names)) {
    if (nonUnique === '0') byName.set(index, [...(byName.get(index) ?? []), lower(column)]);
  }
  return [...byName.values()];
}

/**
 * MySQL takes a row for known when any unique index has its value, whatever the keys say: without an index on the
 * keys it would insert the row again, and with a further index it would change a row that has other keys.
 */
function guardColumn(
  keys: readonly string[],
  indexes: string[][],
  isRequired: (column: string) => boolean,
): string | undefined {
  const wanted = keys.map(lower).sort().join('\0');
  const others = indexes.filter((columns) => [...columns].sort().join('\0') !== wanted);
  if (others.length === indexes.length) {
    throw new PatchbayError(
      'parameter-invalid',
      'To upsert rows, the keys need a unique index over exactly them.',
    );
  }
  const guard = keys.find(isRequired);
  if (others.length > 0 && guard === undefined) {
    throw new PatchbayError(
      'parameter-invalid',
      'To upsert rows into a table with further unique indexes, one of the key columns must be NOT NULL.',
    );
  }
  return others.length > 0 ? guard : undefined;
}

function lower(name = ''): string {
  return name.toLowerCase();
}
