import { Injectable } from '@nestjs/common';
import type { PatternGraph } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { HostSession } from '../database/host-session.js';
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
  /** Counts how often everything was forgotten. */
  #age = 0;

  constructor(
    private readonly store: Store,
    private readonly session: HostSession,
  ) {
    session.hear('versions', () => this.forget());
  }

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
    const age = this.#age;
    const found = await this.#load(patternId, version);
    // What was read while versions were changed may be what they were.
    if (age !== this.#age) return this.get(patternId, version);
    this.#versions.set(keyOf(patternId, version), found);
    const [oldest] = this.#versions.keys();
    if (this.#versions.size > mostVersions && oldest !== undefined) this.#versions.delete(oldest);
    return found;
  }

  /** In the transaction that changes versions: the other hosts forget theirs, too. This one does it after the commit. */
  tellOthers(manager: EntityManager): Promise<void> {
    return this.session.tell(manager, 'versions');
  }

  /** Reads every version again. */
  forget(): void {
    this.#versions.clear();
    this.#newest = undefined;
    this.#age += 1;
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

function keyOf(patternId: string, version: number): string {
  return `${patternId}:${version}`;
}
