import { useState } from 'react';

let last = 0;
const fresh = (count: number) => Array.from({ length: count }, () => `row${(last += 1)}`);

/** An identity for each row, so that what one has typed into moves along with it. */
export function useRowIds(count: number) {
  const [ids, setIds] = useState(() => fresh(count));
  // Undo, or somebody else's form, changed the list from outside.
  const shown = ids.length >= count ? ids.slice(0, count) : [...ids, ...fresh(count - ids.length)];
  if (shown.length !== ids.length) setIds(shown);
  return {
    ids: shown,
    remove: (index: number) => setIds(shown.toSpliced(index, 1)),
    move: (from: number, to: number) => setIds(moved(shown, from, to)),
  };
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const without = list.toSpliced(from, 1);
  return without.toSpliced(to, 0, ...list.slice(from, from + 1));
}
