import { type Metadata, metadataName } from '@patchbay/contracts';
import type { FieldProblem } from '@patchbay/fields';

/** A type, not an interface: a list of rows takes plain JSON. */
export type MetadataRow = { name: string; value: string };

export function rowsOf(metadata: Metadata): MetadataRow[] {
  return Object.entries(metadata).map(([name, value]) => ({ name, value }));
}

/** Rows that were added and left empty are none. */
export function metadataOf(rows: readonly MetadataRow[]): Metadata {
  return Object.fromEntries(rows.filter(isFilled).map(({ name, value }) => [name, value]));
}

/** What is wrong with the name in a row, if anything. */
export function nameProblem(rows: readonly MetadataRow[], index: number): string | undefined {
  const row = rows[index];
  if (row === undefined || !isFilled(row)) return undefined;
  if (row.name === '') return 'Name is required';
  if (!fitting.test(row.name)) return 'Letters, digits and . _ - / only';
  return rows.findIndex(({ name }) => name === row.name) < index ? 'This name is there already' : undefined;
}

/** The wrong names, by where they are. */
export function wrongMetadata(rows: readonly MetadataRow[]): FieldProblem[] {
  return rows.flatMap((_, index) => {
    const detail = nameProblem(rows, index);
    return detail === undefined ? [] : [{ pointer: metadataPointer(index), detail }];
  });
}

/** Of the input with the name in a row. */
export function metadataPointer(index: number): string {
  return `/metadata/${index}/name`;
}

const fitting = new RegExp(metadataName);

function isFilled({ name, value }: MetadataRow): boolean {
  return name !== '' || value !== '';
}
