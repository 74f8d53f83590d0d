import { randomUUID } from 'node:crypto';
import { PatchbayError } from '@patchbay/errors';
import { createKeyCheck, createKeyring, type KeySource, Vault, verifyKeyCheck } from '@patchbay/vault';
import { AuditAnchor, emptyChain } from '../audit/audit-anchor.js';
import { directOver } from '../database/direct.js';
import { insertRows } from '../database/rows.js';
import { now } from '../database/table.js';
import type { Store } from '../database/store.js';
import { Instance } from './instance.js';
import { instanceTable, type InstanceRow } from './instance.table.js';
import { type GivenKeys, type KeyConfig, openKeySource } from './key-places.js';
import { keyTermTable, type KeyTermRow } from './key-term.table.js';

export interface UnlockOptions {
  config: KeyConfig;
  given: GivenKeys;
  /** What the store says of this installation; undefined when it is fresh. */
  known: InstanceRow | undefined;
  /** The terms that it knows of, from its first rotation on. */
  terms: readonly KeyTermRow[];
}

/**
 * Opens the master key and proves that it is the one the data was sealed with. Only fresh data gets a new key:
 * a second key would make everything stored before unreadable. What is kept beside it is used only as far as the
 * data says that it was sealed with it.
 * @throws PatchbayError `key-missing`, `key-mismatch` naming both fingerprints, `key-unsafe`, `key-invalid`
 */
export async function unlock({
  config,
  given,
  known,
  terms,
}: UnlockOptions): Promise<{ vault: Vault; source: KeySource }> {
  const source = await openKeySource(config, given, known === undefined);
  const kept = await source.read();
  const current = kept.find(({ keyId }) => keyId === known?.keyCheck.keyId) ?? kept[0];
  if (current === undefined) throw new TypeError('A key source without a key must throw');
  const used = new Set(terms.filter(({ state }) => state !== 'retired').map(({ keyId }) => keyId));
  const older = kept.filter((term) => term !== current && used.has(term.keyId));
  const vault = new Vault(createKeyring(current, ...older));
  if (known !== undefined) verifyKeyCheck(vault, known.id, known.keyCheck, [source.place]);
  refuseMissing(vault, terms, source.place);
  return { vault, source };
}

/** In the middle of a rotation both keys are needed; without the old one, what is sealed under it would be lost. */
function refuseMissing(vault: Vault, terms: readonly KeyTermRow[], place: string): void {
  const missing = terms.filter(({ state, keyId }) => state === 'retiring' && !vault.keyIds.includes(keyId));
  if (missing.length === 0) return;
  const names = missing.map(({ keyId }) => keyId).join(', ');
  throw new PatchbayError('key-missing', {
    detail: `A rotation of the master key is not finished, and the key before it, ${names}, is missing. Looked at: ${place}. Nothing was written. Bring it back.`,
    extra: { lookedAt: [place] },
  });
}

/** Empty before the first rotation. */
export async function readTerms(store: Store): Promise<KeyTermRow[]> {
  const runner = store.dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable(keyTermTable.options.name))) return [];
    return await runner.manager.find(keyTermTable);
  } finally {
    await runner.release();
  }
}

/** The row of this installation; undefined before the first migration and on fresh data. */
export async function readInstance(store: Store): Promise<InstanceRow | undefined> {
  const runner = store.dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable(instanceTable.options.name))) return undefined;
    return (await runner.manager.find(instanceTable))[0];
  } finally {
    await runner.release();
  }
}

export async function createInstance(store: Store, vault: Vault): Promise<InstanceRow> {
  const id = randomUUID();
  const row = { id, keyCheck: createKeyCheck(vault, id), createdAt: now() };
  await store.transaction(async (manager) => {
    await insertRows(manager, instanceTable, row);
    // From the first moment: a log without an anchor is one whose anchor was taken away.
    await new AuditAnchor(vault, new Instance(id)).write(directOver(manager), emptyChain);
  });
  return row;
}

export function toInstance(row: InstanceRow): Instance {
  return new Instance(row.id);
}
