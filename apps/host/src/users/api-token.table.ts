import type { Scope } from '@patchbay/contracts';
import { json, key, nullable, table, text, type Row } from '../database/table.js';

export const apiTokenTable = table(
  'api_tokens',
  {
    id: key(text()),
    /** SHA-256 of the token as hex, like that of a session. */
    tokenHash: text(),
    /** The first characters, for people to recognise it by. */
    prefix: text(),
    /** With whose rights it acts, as far as its scopes go. */
    userId: text(),
    /** The one project that it works in; null for all of the user's. */
    projectId: nullable(text()),
    name: text(),
    scopes: json<Scope[]>(),
    createdAt: text(),
    expiresAt: nullable(text()),
    /** To the minute, so that reading stays reading. */
    lastUsedAt: nullable(text()),
  },
  [
    { name: 'api_tokens_hash', columns: ['tokenHash'], unique: true },
    { name: 'api_tokens_user', columns: ['userId', 'createdAt', 'id'] },
  ],
);
export type ApiTokenRow = Row<typeof apiTokenTable>;
