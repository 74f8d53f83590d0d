import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { wrong } from '../values/lists.js';

interface Wanted {
  header: boolean;
  includeEmptyCells: boolean;
}

const batchSize = 1_000;

/** Rows of a sheet as objects, in batches. Empty cells are left out unless somebody wants them, and so are empty rows. */
export function* sheetObjects(
  rows: readonly JsonValue[][],
  { header: hasHeader, includeEmptyCells }: Wanted,
): Generator<JsonObject[]> {
  const names = namesOf(rows, hasHeader);
  const empty = includeEmptyCells ? names.map((name) => [name, ''] as const) : [];
  const objectsOf = (row: JsonValue[]): JsonObject[] => {
    const cells = row.flatMap((value, index) =>
      value === null ? [] : [[names[index] ?? '', value] as const],
    );
    return cells.length === 0 ? [] : [Object.fromEntries([...empty, ...cells])];
  };
  for (let at = hasHeader ? 1 : 0; at < rows.length; at += batchSize)
    yield rows.slice(at, at + batchSize).flatMap(objectsOf);
}

function namesOf(rows: readonly JsonValue[][], hasHeader: boolean): string[] {
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const first = hasHeader ? (rows[0] ?? []) : [];
  const names = Array.from({ length: widest }, (_, index) => nameOf(first[index]) ?? `column${index + 1}`);
  if (new Set(names).size < names.length)
    throw wrong('header', 'is on, but two columns of the sheet have the same name');
  return names;
}

function nameOf(cell: JsonValue | undefined): string | undefined {
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? `${cell}`
    : undefined;
}
