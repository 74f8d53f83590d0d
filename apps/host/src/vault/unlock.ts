import { randomUUID } from 'node:crypto';
import {
  createKeyCheck,
  openEnvKey,
  openFileKey,
  openKeychainKey,
  Vault,
  verifyKeyCheck,
  type KeyProvider,
} from '@patchbay/vault';
import { AuditAnchor, emptyChain } from '../audit/audit-anchor.js';
import type { Config } from '../config/config.js';
import { now } from '../database/table.js';
import type { Store } from '../database/store.js';
import { Instance } from './instance.js';
import { instanceTable, type InstanceRow } from './instance.table.js';

export interface UnlockOptions {
  config: Pick<Config, 'keyProvider' | 'masterKeyFile' | 'dataDirectory'>;
  masterKey: string | undefined;
  /** What the store says of this installation; undefined when it is fresh. */
  known: InstanceRow | undefined;
}

/**
 * Opens the master key and proves that it is the one the data was sealed with. Only fresh data gets a new key:
 * a second key would make everything stored before unreadable.
 * @throws PatchbayError `key-missing`, `key-mismatch` naming both fingerprints, `key-unsafe`, `key-invalid`
 */
export async function unlock({ config, masterKey, known }: UnlockOptions): Promise<Vault> {
  const vault = new Vault(await openKey(config, masterKey, known === undefined));
  if (known !== undefined) verifyKeyCheck(vault, known.id, known.keyCheck);
  return vault;
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
    await manager.insert(instanceTable, row);
    // From the first moment: a log without an anchor is one whose anchor was taken away.
    await new AuditAnchor(vault, new Instance(id)).write(manager, emptyChain);
  });
  return row;
}

export function toInstance(row: InstanceRow): Instance {
  return new Instance(row.id);
}

function openKey(
  config: UnlockOptions['config'],
  masterKey: string | undefined,
  create: boolean,
): KeyProvider | Promise<KeyProvider> {
  if (config.keyProvider === 'keychain') return openKeychainKey({ create });
  if (config.keyProvider === 'env') return openEnvKey({ text: masterKey, source: 'PATCHBAY_MASTER_KEY' });
  const { masterKeyFile, dataDirectory } = config;
  return openFileKey({
    dataDirectory,
    create,
    ...(masterKeyFile === undefined ? {} : { path: masterKeyFile }),
  });
}
