import { key, table, text, type Row } from '../database/table.js';

/** Links by which somebody chooses a password; each works once. */
export const passwordLinkTable = table(
  'password_links',
  {
    /** SHA-256 of the token as hex. */
    tokenHash: key(text()),
    userId: text(),
    createdAt: text(),
    expiresAt: text(),
  },
  [{ name: 'password_links_user', columns: ['userId'] }],
);
export type PasswordLinkRow = Row<typeof passwordLinkTable>;
