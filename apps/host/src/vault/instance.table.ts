import type { KeyCheck } from '@patchbay/vault';
import { json, key, table, text, type Row } from '../database/table.js';

/** One row: who this installation is, and the proof of the key that its data is sealed with. */
export const instanceTable = table('instance', {
  id: key(text()),
  keyCheck: json<KeyCheck>(),
  createdAt: text(),
});
export type InstanceRow = Row<typeof instanceTable>;
