import { Injectable } from '@nestjs/common';
import type { PatternGraph } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import { patternTable, patternVersionTable } from './pattern.table.js';

export interface FrozenVersion {
  name: string;
  graph: PatternGraph;
}

const mostVersions = 500;

/** Frozen versions in memory, the most recently used ones. A version never changes, but for a backfill, which has them forgotten. */
@Injectable()
export class VersionCache {
  readonly #versions = new Map<string, FrozenVersion>();
  #newest: string | undefined;

  constructor(private readonly store: Store) {}

  /** Undefined when it has to be read from the store first. */
  known(patternId: string, version: number): FrozenVersion | undefined {
    const key = keyOf(patternId, version);
    // The last one used stands last already, most of the time.
    if (key !== this.#newest) this.#touch(key);
    return this.#versions.get(key);
  }

  async get(patternId: string, version: number): Promise<FrozenVersion> {
    const known = this.known(patternId, version);
    if (known) return known;
    const found = await this.#load(patternId, version);
    this.#versions.set(keyOf(patternId, version), found);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > mostVersions && oldest !== undefined) this.#versions.delete(oldest);
    return found;
  }

  /** Reads every version of the pattern again. */
  forget(patternId: string): void {
    for (const key of this.#versions.keys())
      if (key.startsWith(keyOf(patternId, ''))) this.#versions.delete(key);
    this.#newest = undefined;
  }

  #touch(key: string): void {
    const found = this.#versions.get(key);
    if (!found) return;
    this.#versions.delete(key);
    this.#versions.set(key, found);
    this.#newest = key;
  }

  async #load(patternId: string, version: number): Promise<FrozenVersion> {
    const [pattern, frozen] = await Promise.all([
      this.store.manager.findOneBy(patternTable, { id: patternId }),
      this.store.manager.findOneBy(patternVersionTable, { patternId, version }),
    ]);
    if (!pattern || !frozen) throw new PatchbayError('pattern-not-found');
    return { name: pattern.name, graph: frozen.graph };
  }
}

function keyOf(patternId: string, version: number | ''): string {
  return `${patternId}:${version}`;
}
