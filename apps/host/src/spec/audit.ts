import { randomBytes } from 'node:crypto';
import { openEnvKey, Vault } from '@patchbay/vault';
import { AuditAnchor, emptyChain, type AuditHead } from '../audit/audit-anchor.js';
import { AuditService } from '../audit/audit.service.js';
import { verifyAudit, type AuditVerdict } from '../audit/verify.js';
import { directOver } from '../database/direct.js';
import type { Store } from '../database/store.js';
import { Instance } from '../vault/instance.js';
import { freshStore, type StoreKind } from './stores.js';

export interface SpecAudit {
  store: Store;
  audit: AuditService;
  verify(expected?: AuditHead): Promise<AuditVerdict>;
  /** As after a restart: nothing is remembered but what the store holds. */
  restarted(): AuditService;
}

/** An audit log without a host around it. */
export async function freshAudit(kind: StoreKind): Promise<SpecAudit> {
  const store = await freshStore(kind);
  const vault = new Vault(openEnvKey({ text: randomBytes(32).toString('base64'), source: 'a spec' }));
  let anchor = new AuditAnchor(vault, new Instance('a-spec'));
  await store.transaction((manager) => anchor.write(directOver(manager), emptyChain));
  return {
    store,
    audit: new AuditService(store, anchor),
    verify: (expected) => verifyAudit(store, anchor, expected),
    restarted: () => {
      anchor = new AuditAnchor(vault, new Instance('a-spec'));
      return new AuditService(store, anchor);
    },
  };
}
