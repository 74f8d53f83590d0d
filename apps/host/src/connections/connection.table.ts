import type {
  ConnectionRestrictions,
  Metadata,
  PoolInput,
  TestAnswer,
  TestSchedule,
} from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import type { Static } from '@sinclair/typebox';
import { flag, json, key, nullable, table, text, whole, type Row } from '../database/table.js';

export const connectionTable = table(
  'connections',
  {
    id: key(text()),
    projectId: text(),
    /** Where the name is unique: `project`, or `user:<id>` for a personal connection. */
    nameSpace: text(),
    name: text(),
    type: text(),
    description: text(),
    tags: json<string[]>(),
    metadata: { ...json<Metadata>(), default: '{}' },
    scope: text<'personal' | 'project'>(),
    ownerId: nullable(text()),
    /** The values that may be read. */
    config: json<JsonObject>(),
    /** Where the secret values belong; they lie in the sealed blob. */
    secretKeys: json<string[]>(),
    /** Every secret in one blob, base64; sealed also when there is none. */
    secretsSealed: text(),
    /** The version that the blob is bound to; a change of other columns does not seal again. */
    sealedVersion: whole(),
    secretsSetAt: nullable(text()),
    /** For people: where it leads; holds no secret. */
    hostSummary: nullable(text()),
    outputSchemas: json<string[]>(),
    pool: json<Static<typeof PoolInput>>(),
    /** Which nodes and patterns may use it; null for any. */
    restrictions: nullable(json<ConnectionRestrictions>()),
    disabled: flag(),
    /** When the secrets were destroyed; null again once they are entered anew. */
    revokedAt: nullable(text()),
    /** Set when the blob could not be opened; cleared only by entering every secret again. */
    quarantined: flag(),
    /** Grows with every change. */
    version: whole(),
    lastUsedAt: nullable(text()),
    /** The last test of what is stored now; a change of the configuration takes it away. */
    lastTestedAt: nullable(text()),
    lastTest: nullable(json<TestAnswer>()),
    testSchedule: { ...text<TestSchedule>(), default: 'off' },
    nextTestAt: nullable(text()),
    /** Tells when scheduled tests turn; of the same project. */
    notifyConnectionId: nullable(text()),
    /** Since when people know that it fails, until they are told that it passes; survives changes, unlike `lastTest`. */
    failureAnnouncedAt: nullable(text()),
    createdAt: text(),
    updatedAt: text(),
  },
  [
    { name: 'connections_name', columns: ['projectId', 'nameSpace', 'name'], unique: true },
    { name: 'connections_next_test', columns: ['nextTestAt'] },
    { name: 'connections_created', columns: ['projectId', 'createdAt', 'id'] },
  ],
);
export type ConnectionRow = Row<typeof connectionTable>;
