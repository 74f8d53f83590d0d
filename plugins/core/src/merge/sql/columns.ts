import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';

/** What SQLite has no type for, and so is told by the declared type of a column. */
export type ColumnKind = 'plain' | 'boolean' | 'json';

export interface Column {
  /** The field of the items. */
  field: string;
  /** Unlike any other of the table, in upper or lower case: SQLite makes no difference between `id` and `ID`. */
  name: string;
  kind: ColumnKind;
}

export function columnsOf(rows: readonly JsonObject[]): Column[] {
  const kinds = new Map<string, ColumnKind | undefined>();
  for (const row of rows)
    for (const [field, value] of Object.entries(row)) kinds.set(field, joined(kinds.get(field), value));
  const taken = new Set<string>();
  return [...kinds].map(([field, kind]) => ({ field, name: freeName(field, taken), kind: kind ?? 'plain' }));
}

function joined(known: ColumnKind | undefined, value: JsonValue): ColumnKind | undefined {
  if (value === null || known === 'json') return known;
  if (typeof value === 'object') return 'json';
  // Among other values a truth value cannot be told from a number.
  return typeof value === 'boolean' && known !== 'plain' ? 'boolean' : 'plain';
}

function freeName(field: string, taken: Set<string>): string {
  // It would end the text of the statement there.
  const name = field.replaceAll('\0', '');
  let free = name;
  for (let count = 2; taken.has(folded(free)); count++) free = `${name}_${count}`;
  taken.add(folded(free));
  return free;
}

/** As SQLite does: letters beyond ASCII are as they are. */
function folded(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

/** In a statement, whatever it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
