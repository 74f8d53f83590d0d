import { defineConnector } from '@patchbay/plugin-sdk';
import { closeDatabase, openDatabase } from './database.js';
import { fields } from './fields.js';
import { icons } from './icons.js';
import { importsOf } from './imports.js';
import { runStatement } from './query.js';
import { sqlOf } from './sql.js';

export const mysql = connector('mysql', {
  displayName: 'MySQL',
  description: 'Read and write a MySQL database, also on Amazon RDS, Aurora and the like',
  icon: icons.mysql,
  documentationUrl: 'https://dev.mysql.com/doc/',
});

export const mariadb = connector('mariadb', {
  displayName: 'MariaDB',
  description: 'Read and write a MariaDB database',
  icon: icons.mariadb,
  documentationUrl: 'https://mariadb.com/kb/en/documentation/',
});

interface Appearance {
  displayName: string;
  description: string;
  icon: string;
  documentationUrl: string;
}

/** Both servers speak the same protocol; what differs is decided by what the server says. */
function connector(type: 'mysql' | 'mariadb', appearance: Appearance) {
  return defineConnector({
    ...appearance,
    type,
    category: 'database',
    auth: 'credentials',
    fields,
    imports: importsOf(type),
    destinations: ({ host, port }) => [{ host, port }],
    open: openDatabase,
    close: closeDatabase,
    // Needs no right but the one to connect.
    async test(database, { signal }) {
      // A hostile server would go on with rows until the deadline.
      const { rows } = await runStatement(database, versionStatement, { signal, maxRows: 1 });
      const message = messageOf(rows[0]?.version);
      if (message !== undefined) return { ok: true, message };
      return { ok: false, outcome: 'protocol', message: 'What answered does not say which version it is.' };
    },
    capabilities: { sql: sqlOf },
  });
}

const versionStatement = { strings: ['SELECT VERSION() AS version'], values: [] };

/** Built from what a version can be, because any other text would be the server's own message to people. */
function messageOf(version: unknown): string | undefined {
  if (typeof version !== 'string') return undefined;
  const number = /^\d+(\.\d+){1,3}/u.exec(version)?.[0];
  return number && `${/mariadb/iu.test(version) ? 'MariaDB' : 'MySQL'} ${number}`;
}
