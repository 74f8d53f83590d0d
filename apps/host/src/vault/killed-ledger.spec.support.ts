import assert from 'node:assert/strict';
import type { HouseState, Secrets } from './killed-state.spec.support.js';

/** What may be in a house, by what its process said before it was killed: each change was made whole, or not at all. */
export class Ledger {
  #known: Secrets;
  #pending: Secrets[] = [];
  /** Changes that were under way when the process was killed, and turned out as made or as not made. */
  readonly interrupted = { made: 0, notMade: 0 };

  constructor(private readonly names: readonly string[]) {
    this.#known = Object.fromEntries(names.map((name) => [name, null]));
  }

  begin(next: Secrets): void {
    this.#pending.push(next);
  }

  /** What was answered must be there ever after. */
  done(next: Secrets): void {
    const first = Object.keys(next)[0] ?? '';
    this.#pending = this.#pending.filter((each) => !(first in each));
    this.#known = { ...this.#known, ...next };
  }

  /** @param rotated the name whose history is kept: the secret before the live one is its last entry */
  check({ secrets, earlier }: HouseState, rotated: string): void {
    const expected = { ...this.#known };
    for (const next of this.#pending) {
      const first = Object.keys(next)[0] ?? '';
      const isMade = secrets[first] === next[first];
      if (isMade) Object.assign(expected, next);
      this.interrupted[isMade ? 'made' : 'notMade'] += 1;
    }
    assert.deepEqual(secrets, expected);
    const before = this.#known[rotated];
    if (typeof before === 'string')
      assert.equal(
        earlier[rotated] === before,
        secrets[rotated] !== before,
        'the history is of another moment',
      );
    assert.deepEqual(Object.keys(secrets), [...this.names]);
    this.#known = secrets;
    this.#pending = [];
  }
}
