import type { ImportEntry } from '@patchbay/contracts';
import { type Field, type FieldMap, parsePointer } from '@patchbay/fields';

/**
 * The connector's fields that are wrong or missing in an entry, and those that were completed already. They show whatever
 * their conditions say: those look at the rest of the entry, which stays with the server.
 */
export function lackingFields(
  fields: FieldMap,
  { id, problems }: ImportEntry,
  completed: readonly string[],
): FieldMap {
  const wrong = problems.flatMap(({ pointer }) => {
    const [first, key, ...within] = parsePointer(pointer);
    return first === 'config' && key !== undefined && within.length === 0 ? [key] : [];
  });
  const wanted = new Set([...wrong, ...completed]);
  // What a connection that exists connects to cannot change.
  const mayComplete = (field: Field) => isEntered(field) && !(id !== null && field.identity === true);
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]): [string, Field][] => {
      const { displayOptions: _, ...always } = field;
      return wanted.has(key) && mayComplete(field) ? [[key, always]] : [];
    }),
  );
}

/** A group would replace all of what was read for it. */
function isEntered({ kind }: Field): boolean {
  return !['headers', 'collection', 'fixedCollection', 'notice', 'hidden'].includes(kind);
}
