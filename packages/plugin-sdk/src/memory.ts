/** `node`: what this node alone remembers; `pattern`: what all nodes of the pattern that say so remember together. */
export type MemoryScope = 'node' | 'pattern';

/** What `raise` compares: numbers, or times as milliseconds since 1970. */
export type HighestKind = 'number' | 'time';

/**
 * What a pattern remembers from run to run, in each environment for itself. It is on disk when a promise resolves, and
 * gone with the pattern. Every function rejects with `pattern-not-found` when that was deleted meanwhile.
 */
export interface PatternMemory {
  /**
   * Tells for each text whether no call before this one had it, and remembers all of them; equal ones of this call
   * are judged alike. `history` is how many are remembered, the ones that came last: at most 100,000.
   */
  readonly areNew: (
    texts: readonly string[],
    options: { scope: MemoryScope; history: number },
  ) => Promise<boolean[]>;
  /** Remembers the value if it is the highest so far; resolves to the one that was before this call, if any. */
  readonly raise: (
    value: number,
    options: { scope: MemoryScope; kind: HighestKind },
  ) => Promise<number | undefined>;
  readonly forget: (scope: MemoryScope) => Promise<void>;
}
