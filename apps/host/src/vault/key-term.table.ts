import type { KeyCheck } from '@patchbay/vault';
import { json, key, nullable, table, text, type Row } from '../database/table.js';

/**
 * The terms of the master key that this data has known, from its first rotation on. The active one is also named by
 * the key check of the instance.
 */
export const keyTermTable = table('vault_keys', {
  /** Fingerprint. */
  keyId: key(text()),
  /** `prepared` is kept and not used yet; `retiring` opens and seals no more; nothing is sealed under a `retired` one. */
  state: text<'prepared' | 'active' | 'retiring' | 'retired'>(),
  /** Gone once it is retired. */
  keyCheck: nullable(json<KeyCheck>()),
  createdAt: text(),
  activatedAt: nullable(text()),
  retiredAt: nullable(text()),
});
export type KeyTermRow = Row<typeof keyTermTable>;
