/** What was made of the key before, if it has the same members, lists and objects among them entry by entry; else what is made now. */
export function asBefore<Key extends object, Made extends object>(
  known: WeakMap<Key, Made>,
  key: Key,
  made: Made,
): Made {
  const before = known.get(key);
  if (before !== undefined && sameMembers(before, made, sameEntries)) return before;
  known.set(key, made);
  return made;
}

function sameEntries(one: unknown, other: unknown): boolean {
  return isObject(one) && isObject(other) && sameMembers(one, other, () => false);
}

function sameMembers(
  one: object,
  other: object,
  isAlike: (one: unknown, other: unknown) => boolean,
): boolean {
  const [left, right] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))];
  return (
    left.length === right.size &&
    left.every(([name, value]) => Object.is(value, right.get(name)) || isAlike(value, right.get(name)))
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
