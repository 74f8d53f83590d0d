import type { RotationStatus } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import { json, key, nullable, table, text, whole, type Row } from '../database/table.js';

/** Secrets that were live once, each with the configuration that they were live with. */
export const connectionSecretHistoryTable = table(
  'connection_secret_history',
  {
    id: key(text()),
    connectionId: text(),
    /** The last version of the connection that they were live in. */
    connectionVersion: whole(),
    config: json<JsonObject>(),
    secretKeys: json<string[]>(),
    /** Base64, sealed anew for this row: the connection's own blob opens nowhere but there. */
    secretsSealed: text(),
    replacedAt: text(),
    actor: text(),
    reason: nullable(text()),
    /** How what replaced them was tested. */
    testStatus: text<RotationStatus>(),
  },
  [{ name: 'connection_secret_history_connection', columns: ['connectionId', 'replacedAt', 'id'] }],
);
export type ConnectionSecretHistoryRow = Row<typeof connectionSecretHistoryTable>;
