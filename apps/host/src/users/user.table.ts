import type { InstanceRole } from '@patchbay/contracts';
import { flag, key, table, text, type Row } from '../database/table.js';

export const userTable = table(
  'users',
  {
    id: key(text()),
    /** As it was typed. */
    email: text(),
    /** Lower case: what logs in and what is unique. */
    emailKey: text(),
    name: text(),
    /** argon2id in its own text form, which carries salt and cost; empty until one is chosen. */
    passwordHash: text(),
    disabled: flag(),
    /** What somebody may do beyond the projects. */
    instanceRole: { ...text<InstanceRole>(), default: 'member' },
    createdAt: text(),
  },
  [{ name: 'users_email', columns: ['emailKey'], unique: true }],
);
export type UserRow = Row<typeof userTable>;
