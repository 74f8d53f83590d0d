import { PatchbayError, type SqlWrite } from '@patchbay/plugin-sdk';

type Plan = Omit<SqlWrite, 'rows'>;

/** `table` of `schema`, or of the connection's database. */
export function tableName({ schema, table }: Plan): string {
  return schema ? `${quote(schema)}.${quote(table)}` : quote(table);
}

export function insertStatement(write: Plan, columns: readonly string[], rows: number): string {
  const row = `(${columns.map(() => '?').join(', ')})`;
  const values = Array.from({ length: rows }, () => row).join(', ');
  return `INSERT INTO ${tableName(write)} (${columns.map(quote).join(', ')}) VALUES ${values}`;
}

/** Of the session: how many rows the last statement left out. */
export const skipCounter = '@patchbay_skipped';

/**
 * Leaves out rows that a unique index has already. `INSERT IGNORE` would take values that do not fit, too, and cut
 * them off.
 */
export function insertOrSkipStatement(write: Plan, columns: readonly string[], rows: number): string {
  const first = quote(columns[0] ?? '');
  const counted = `(${skipCounter} := ${skipCounter} + 1) IS NULL`;
  return `${insertStatement(write, columns, rows)} ON DUPLICATE KEY UPDATE ${first} = IF(${counted}, NULL, ${first})`;
}

/**
 * Inserts rows or, where the keys are there, changes them. `guard` names a key column that cannot be NULL: it is set
 * to NULL, which fails, when the row that was found has other keys and was found by another unique index.
 */
export function upsertStatement(
  write: Plan,
  columns: readonly string[],
  rows: number,
  guard: string | undefined,
): string {
  const { keys = [] } = write;
  const isSame = keys.map((key) => `${quote(key)} <=> VALUES(${quote(key)})`).join(' AND ');
  const checks = guard === undefined ? [] : [`${quote(guard)} = IF(${isSame}, ${quote(guard)}, NULL)`];
  const changes = columns
    .filter((column) => !keys.includes(column))
    .map((column) => `${quote(column)} = VALUES(${quote(column)})`);
  const nothing = keys.slice(0, 1).map((key) => `${quote(key)} = ${quote(key)}`);
  const set = changes.length + checks.length > 0 ? [...checks, ...changes] : nothing;
  return `${insertStatement(write, columns, rows)} ON DUPLICATE KEY UPDATE ${set.join(', ')}`;
}

/** One row; the values come before the keys. */
export function updateStatement(write: Plan, columns: readonly string[]): string {
  const { keys = [] } = write;
  const set = columns.filter((column) => !keys.includes(column)).map((column) => `${quote(column)} = ?`);
  const matches = keys.map((key) => `${quote(key)} = ?`);
  return `UPDATE ${tableName(write)} SET ${set.join(', ')} WHERE ${matches.join(' AND ')}`;
}

export function deleteStatement(write: Plan, rows: number): string {
  const { keys = [] } = write;
  const row = `(${keys.map(() => '?').join(', ')})`;
  const values = Array.from({ length: rows }, () => row).join(', ');
  return `DELETE FROM ${tableName(write)} WHERE (${keys.map(quote).join(', ')}) IN (${values})`;
}

/** Identifiers cannot be parameters; a quote inside one is doubled, so that no name ends its own quoting. */
function quote(name: string): string {
  if (name === '' || name.includes('\0'))
    throw new PatchbayError('parameter-invalid', 'A table or column has no valid name.');
  return `\`${name.replaceAll('`', '``')}\``;
}
