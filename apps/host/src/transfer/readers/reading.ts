import type { ImportSource } from '@patchbay/contracts';
import type { JsonValue } from '@patchbay/fields';

/** A value that was found, and which parts of the text it accounts for. */
export interface ReadValue {
  value: JsonValue;
  covers: readonly string[];
}

/** One connection as a text describes it, before anybody has said which connector takes it. */
export interface Reading {
  from: ImportSource;
  /** URL scheme, prefix, credential type or connection type; a rule's `names` are compared with it. */
  kind?: string;
  /** What the text calls it; a suggestion for the connection's name. */
  name: string;
  host?: string;
  values: ReadonlyMap<string, ReadValue>;
}

/** A part of a text that is not understood; never holds the text itself, which may be a secret. */
export interface NotRead {
  where: string;
  reason: string;
}

export interface ReadResult {
  readings: Reading[];
  notRead: NotRead[];
}

export const nothingRead: ReadResult = { readings: [], notRead: [] };

/** Values that account for themselves; those that are absent or empty are left out. */
export function valuesOf(
  values: Readonly<Record<string, JsonValue | undefined>>,
): [name: string, value: ReadValue][] {
  return Object.entries(values).flatMap(([name, value]): [string, ReadValue][] =>
    value === undefined || value === null || value === '' ? [] : [[name, { value, covers: [name] }]],
  );
}

/** A value made of others. */
export function derived(
  name: string,
  value: JsonValue | undefined,
  covers: readonly string[],
): [name: string, value: ReadValue][] {
  return value === undefined || value === '' ? [] : [[name, { value, covers }]];
}

export function joined(results: readonly ReadResult[]): ReadResult {
  return {
    readings: results.flatMap(({ readings }) => readings),
    notRead: results.flatMap(({ notRead }) => notRead),
  };
}
