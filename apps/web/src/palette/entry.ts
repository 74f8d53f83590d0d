export interface PaletteEntry {
  /** Unique among all. */
  id: string;
  name: string;
  /** What kind of thing it is: the word beside the name. */
  kind: 'Page' | 'Settings' | 'Action' | 'Connection' | 'Pattern';
  /** Further words by which it is found. */
  words?: string;
  /** Leads there, or does it, at once. */
  go?: () => void;
  /** Instead of `go`: asks the server first, while the palette stays and says what goes wrong; resolves to how to go on. */
  prepare?: () => Promise<() => void>;
}

const most = 50;

/** Entries that hold every word; names that begin with what was typed come first, then in the order that was given. */
export function findEntries(entries: readonly PaletteEntry[], search: string): PaletteEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .map((entry, index) => ({ entry, index, rank: rankOf(entry, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank || one.index - other.index)
    .slice(0, most)
    .map(({ entry }) => entry);
}

function rankOf({ name, kind, words: more = '' }: PaletteEntry, words: readonly string[]): number {
  const lower = name.toLowerCase();
  const all = `${lower} ${kind.toLowerCase()} ${more.toLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return 0;
  if (lower.startsWith(words.join(' '))) return 3;
  return words.every((word) => lower.includes(word)) ? 2 : 1;
}
