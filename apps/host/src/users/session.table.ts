import { key, nullable, table, text, type Row } from '../database/table.js';

export const sessionTable = table(
  'sessions',
  {
    /** SHA-256 of the token as hex: who reads the store cannot log in with what he finds. */
    tokenHash: key(text()),
    userId: text(),
    createdAt: text(),
    expiresAt: text(),
    /** What the browser or program called itself, for its owner to tell sessions apart. */
    userAgent: nullable(text()),
  },
  [
    { name: 'sessions_user', columns: ['userId'] },
    { name: 'sessions_expiry', columns: ['expiresAt'] },
  ],
);
export type SessionRow = Row<typeof sessionTable>;
