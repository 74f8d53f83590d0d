import { key, table, text, type Row } from '../database/table.js';

/** Whose runs may use a personal connection: a user's id, or `everyone`. */
export const connectionShareTable = table(
  'connection_shares',
  { connectionId: key(text()), userId: key(text()), createdAt: text() },
  [{ name: 'connection_shares_user', columns: ['userId'] }],
);
export type ConnectionShareRow = Row<typeof connectionShareTable>;
