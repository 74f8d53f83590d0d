import { defineConnector } from '@patchbay/plugin-sdk';
import { closeDatabase, openDatabase } from './database.js';
import { fields } from './fields.js';
import { icon } from './icon.js';
import { imports } from './imports.js';
import { listModels } from './models.js';
import { checkStatement, runStatement, runStatements, streamStatement } from './query.js';
import { writeRows } from './write.js';

export const sqlite = defineConnector({
  type: 'sqlite',
  displayName: 'SQLite',
  description: 'Read and write a SQLite file on this machine',
  icon,
  category: 'database',
  auth: 'none',
  documentationUrl: 'https://www.sqlite.org/lang.html',
  fields,
  imports,
  network: false,
  open: openDatabase,
  close: closeDatabase,
  async test(database, { signal }) {
    const statement = {
      strings: ["SELECT 'SQLite ' || sqlite_version() AS message FROM (SELECT count(*) FROM sqlite_master)"],
      values: [],
    };
    const { rows } = await runStatement(database, statement, { signal });
    return { ok: true, message: rows[0]?.message as string };
  },
  capabilities: {
    sql: (database) => ({
      dialect: 'sqlite',
      query: (statement, options) => runStatement(database, statement, options),
      queryAll: (statements, options) => runStatements(database, statements, options),
      stream: (statement, options) => streamStatement(database, statement, options),
      write: (write, options) => writeRows(database, write, [write.rows], options),
      writeBatches: (write, batches, options) => writeRows(database, write, batches, options),
      check: (statement, options) => checkStatement(database, statement, options),
      models: (options) => listModels(database, options),
    }),
  },
});
