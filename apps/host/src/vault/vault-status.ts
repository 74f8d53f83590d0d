import { Injectable } from '@nestjs/common';
import type { VaultKey, VaultStatus } from '@patchbay/contracts';
import { Vault } from '@patchbay/vault';
import type { EntityManager } from 'typeorm';
import { Store } from '../database/store.js';
import { MasterKeySource } from './key-source.js';
import { KeyTerms } from './key-terms.js';
import { sealedColumns } from './sealed-columns.js';
import { countByKey, plaintext } from './sealed-rows.js';

/** Records by the key that they name, and by where they lie. */
export type KeyCounts = Map<string, Record<string, number>>;

/** Says which keys there are and what is sealed under each. */
@Injectable()
export class VaultStatusReader {
  constructor(
    private readonly store: Store,
    private readonly vault: Vault,
    private readonly terms: KeyTerms,
    private readonly source: MasterKeySource,
  ) {}

  async counts(manager: EntityManager = this.store.manager): Promise<KeyCounts> {
    const counts: KeyCounts = new Map();
    for (const column of sealedColumns) {
      for (const [keyId, count] of await countByKey(manager, column)) {
        const places = counts.get(keyId) ?? {};
        places[`${column.table}.${column.column}`] = count;
        counts.set(keyId, places);
      }
    }
    return counts;
  }

  async read(progress: VaultStatus['progress']): Promise<VaultStatus> {
    const counts = await this.counts();
    const rows = await this.terms.rows();
    const known =
      rows.length > 0
        ? rows
        : [{ keyId: this.vault.keyId, state: 'active' as const, activatedAt: null, retiredAt: null }];
    const isKnown = (keyId: string) => keyId === plaintext || known.some((row) => row.keyId === keyId);
    const foreign = [...counts.keys()].filter((keyId) => !isKnown(keyId));
    const strangers = foreign.map((keyId) => ({
      keyId,
      state: 'unknown' as const,
      activatedAt: null,
      retiredAt: null,
    }));
    const health = await this.vault.health();
    const isOpen = rows.some(({ state }) => state === 'prepared' || state === 'retiring');
    return {
      provider: this.vault.kind,
      place: this.source.terms.place,
      health: { ok: health.ok, ...(health.detail === undefined ? {} : { detail: health.detail }) },
      keyId: this.vault.keyId,
      rotation: progress !== null ? 'running' : isOpen ? 'unfinished' : 'none',
      progress,
      keys: [...known, ...strangers].map((row) => keyOf(row, counts)),
      plaintext: totalOf(counts.get(plaintext)),
    };
  }
}

/** How many records name any key but this one. */
export function offKey(counts: KeyCounts, keyId: string): number {
  return [...counts].reduce(
    (sum, [named, places]) => (named === keyId || named === plaintext ? sum : sum + totalOf(places)),
    0,
  );
}

function keyOf(
  { keyId, state, activatedAt, retiredAt }: Pick<VaultKey, 'keyId' | 'state' | 'activatedAt' | 'retiredAt'>,
  counts: KeyCounts,
): VaultKey {
  const places = counts.get(keyId) ?? {};
  return { keyId, state, activatedAt, retiredAt, records: totalOf(places), places };
}

function totalOf(places: Readonly<Record<string, number>> = {}): number {
  return Object.values(places).reduce((sum, count) => sum + count, 0);
}
