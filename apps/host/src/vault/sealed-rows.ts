import type { EntityManager } from 'typeorm';
import type { SealedColumn } from './sealed-columns.js';

/** A sealed text with its key and what the binding needs. */
export interface SealedRow {
  readonly keys: readonly string[];
  readonly blob: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** How many texts of a column name each key; what is no sealed text counts under `plaintext`. */
export async function countByKey(
  manager: EntityManager,
  { table, column }: SealedColumn,
): Promise<Map<string, number>> {
  const counted = await manager.query<{ head: string; n: number | string }[]>(
    `SELECT substr("${column}", 1, ${headLength}) AS "head", COUNT(*) AS "n" FROM "${table}" GROUP BY 1`,
  );
  const counts = new Map<string, number>();
  for (const { head, n } of counted) {
    const keyId = keyIdOfHead(head) ?? plaintext;
    counts.set(keyId, (counts.get(keyId) ?? 0) + Number(n));
  }
  return counts;
}

export const plaintext = 'plaintext';

/** Sealed texts that name another key than this one, after a place in the order of their keys. */
export async function rowsOffKey(
  manager: EntityManager,
  { table, column, keys, more, join = '' }: SealedColumn,
  keyId: string,
  after: readonly string[] | undefined,
): Promise<SealedRow[]> {
  const dialect = placeholders(manager);
  const selected = [...keys.map((name) => [name, `t."${name}"`]), ...Object.entries(more)];
  const parameters: unknown[] = [headOf(keyId), sealedHead];
  const where = [
    `substr(t."${column}", 1, ${prefixLength}) <> ${dialect(1)}`,
    `substr(t."${column}", 1, ${sealedHead.length}) = ${dialect(2)}`,
  ];
  if (after !== undefined) where.push(afterKeys(keys, after, parameters, dialect));
  const found = await manager.query<Record<string, string | number>[]>(
    `SELECT ${selected.map(([name = '', from = '']) => `${from} AS "${name}"`).join(', ')}, t."${column}" AS "blob"
     FROM "${table}" t ${join} WHERE ${where.join(' AND ')}
     ORDER BY ${keys.map((name) => `t."${name}"`).join(', ')} LIMIT ${batchSize}`,
    parameters,
  );
  return found.map((values) => ({
    values,
    blob: String(values['blob']),
    keys: keys.map((name) => String(values[name])),
  }));
}

/** Small enough that leases and requests get their turn in between. */
const batchSize = 200;

/** Only if the text is still the one that was read; false when somebody stored another one meanwhile. */
export async function replaceBlob(
  manager: EntityManager,
  { table, column, keys }: SealedColumn,
  row: SealedRow,
  blob: string,
): Promise<boolean> {
  const dialect = placeholders(manager);
  const where = keys.map((name, index) => `"${name}" = ${dialect(index + 3)}`).join(' AND ');
  const result = await manager.query<unknown>(
    `UPDATE "${table}" SET "${column}" = ${dialect(1)} WHERE "${column}" = ${dialect(2)} AND ${where}${returning(manager)}`,
    [blob, row.blob, ...row.keys],
  );
  return affected(result) > 0;
}

function returning(manager: EntityManager): string {
  return isPostgres(manager) ? '' : ' RETURNING 1';
}

/** PostgreSQL's driver answers `[rows, count]`; SQLite the rows that RETURNING gives. */
function affected(result: unknown): number {
  const [first, second] = result as unknown[];
  return typeof second === 'number' && Array.isArray(first) ? second : (result as unknown[]).length;
}

function afterKeys(
  keys: readonly string[],
  after: readonly string[],
  parameters: unknown[],
  dialect: (position: number) => string,
): string {
  const [first = '', second] = keys;
  const next = (value: string | undefined) => dialect(parameters.push(value));
  if (second === undefined) return `t."${first}" > ${next(after[0])}`;
  return `(t."${first}" > ${next(after[0])} OR (t."${first}" = ${next(after[0])} AND t."${second}" > ${next(after[1])}))`;
}

function placeholders(manager: EntityManager): (position: number) => string {
  return isPostgres(manager) ? (position) => `$${position}` : () => '?';
}

function isPostgres({ dataSource }: EntityManager): boolean {
  return dataSource.options.type === 'postgres';
}

/*
 * An envelope begins with six bytes of magic, format and algorithm and the sixteen of the key's fingerprint. In base64
 * the first six are eight characters of their own, so texts can be told apart by their beginning, in SQL.
 */
const header = Buffer.from([0x50, 0x42, 0x45, 0x56, 1, 1]);
const sealedHead = header.toString('base64');
/** 24 bytes: header, fingerprint, and two more. */
const headLength = 32;
/** 21 bytes: all of the fingerprint but its last byte. */
const prefixLength = 28;

function headOf(keyId: string): string {
  return Buffer.concat([header, Buffer.from(keyId, 'hex')])
    .subarray(0, 21)
    .toString('base64');
}

/** The fingerprint that a sealed text names; undefined for what is none. */
export function keyIdOfHead(text: string): string | undefined {
  if (!text.startsWith(sealedHead) || text.length < headLength) return undefined;
  return Buffer.from(text.slice(0, headLength), 'base64').subarray(6, 22).toString('hex');
}
