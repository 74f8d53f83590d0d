import type { Item, JsonObject, SqlWrite } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';
import { checkKeys, keysOf, planOf, rowsOf, type WriteParameters } from './write.js';

export interface StreamedWrite {
  readonly write: Omit<SqlWrite, 'rows'>;
  readonly rows: AsyncIterable<readonly JsonObject[]>;
}

/**
 * The write of items that are still coming; the first batch decides the columns where none are named. Each batch is
 * handed to `onTaken` when the connector has done with it. Throws, also from the rows, `parameter-invalid`.
 */
export async function streamedWrite(
  given: WriteParameters,
  batches: AsyncIterable<readonly Item[]>,
  onTaken: (items: readonly Item[]) => Promise<void>,
): Promise<StreamedWrite> {
  const iterator = batches[Symbol.asyncIterator]();
  const first = await iterator.next();
  const keys = keysOf(given);
  const write = planOf(given, keys, first.done ? [] : rowsIn(first.value));
  const check = checkOf(given, write);

  async function* rows(): AsyncGenerator<readonly JsonObject[]> {
    const absent = new Set(keys);
    let offset = 0;
    for (let next = first; !next.done; next = await iterator.next()) {
      const rows = rowsOf(given, rowsIn(next.value));
      check(rows, offset);
      for (const name of absent) if (rows.some((row) => Object.hasOwn(row, name))) absent.delete(name);
      offset += rows.length;
      yield rows;
      await onTaken(next.value);
    }
    for (const name of absent) throw wrong('keys', `names "${name}", which no item has`);
  }
  return { write, rows: rows() };
}

function rowsIn(items: readonly Item[]): JsonObject[] {
  return items.map(({ json }) => json);
}

function checkOf(
  given: WriteParameters,
  { columns, keys = [], operation }: Omit<SqlWrite, 'rows'>,
): (rows: readonly JsonObject[], offset: number) => void {
  const known = new Set(columns);
  const isNamed = Array.isArray(given.columns) ? given.columns.length > 0 : Boolean(given.columns);
  return (rows, offset) => {
    checkKeys(given, keys, rows, offset);
    if (isNamed || operation === 'delete') return;
    for (let index = 0; index < rows.length; index++)
      for (const name in rows[index]) if (!known.has(name)) throw unexpected(offset + index, name);
  };
}

/** What was written already lacks it, and whether that means NULL or a default cannot be made good any more. */
function unexpected(item: number, name: string) {
  return wrong(
    'columns',
    `is empty, and item ${item} has a field "${name}" that the first ones lack: name the columns`,
  );
}
