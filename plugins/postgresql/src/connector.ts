import { defineConnector, PatchbayError } from '@patchbay/plugin-sdk';
import { closeDatabase, openDatabase } from './database.js';
import { fields } from './fields.js';
import { icon } from './icon.js';
import { imports } from './imports.js';
import { askForTexts } from './query.js';
import { sqlOf } from './sql.js';

export const postgresql = defineConnector({
  type: 'postgresql',
  displayName: 'PostgreSQL',
  description: 'Read and write a PostgreSQL database, also on Amazon RDS and the like',
  icon,
  category: 'database',
  aliases: ['rds', 'postgres'],
  auth: 'credentials',
  documentationUrl: 'https://www.postgresql.org/docs/current/',
  fields,
  imports,
  destinations: ({ host, port }) => [{ host, port }],
  open: openDatabase,
  close: closeDatabase,
  // Needs no right but the one to connect.
  async test(database, { signal }) {
    const statement = {
      strings: ["SELECT 'PostgreSQL ' || current_setting('server_version') AS message"],
      values: [],
    };
    const { rows } = await askForTexts(database, statement, { signal });
    return { ok: true, message: messageOf(rows[0]?.message) };
  },
  capabilities: { sql: sqlOf },
});

/** Built from what a version can be: any other text, or none, does not come from such a server. */
function messageOf(text: unknown): string {
  const version = typeof text === 'string' ? /^PostgreSQL \d+(\.\d+)*/u.exec(text)?.[0] : undefined;
  if (version !== undefined) return version;
  throw new PatchbayError('connect-protocol', 'The server did not answer the question for its version.');
}
