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

/** Frozen versions in memory, the most recently used ones; a version never changes, so none grows stale. */
@Injectable()
export class VersionCache {
  readonly #versions = new Map<string, FrozenVersion>();

  constructor(private readonly store: Store) {}

  async get(patternId: string, version: number): Promise<FrozenVersion> {
    const key = `${patternId}:${version}`;
    const found = this.#versions.get(key) ?? (await this.#load(patternId, version));
    this.#versions.delete(key);
    this.#versions.set(key, found);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > mostVersions && oldest !== undefined) this.#versions.delete(oldest);
    return found;
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
