import type { SqlCapability } from '@patchbay/plugin-sdk';
import { checkStatement } from './check.js';
import type { Database } from './database.js';
import { listModels } from './models.js';
import { runStatement, runStatements, streamStatement } from './query.js';
import { writeRows } from './write.js';

export function sqlOf(database: Database): SqlCapability {
  return {
    dialect: 'mysql',
    query: (statement, options) => runStatement(database, statement, options),
    queryAll: (statements, options) => runStatements(database, statements, options),
    stream: (statement, options) => streamStatement(database, statement, options),
    write: (write, options) => writeRows(database, write, [write.rows], options),
    writeBatches: (write, batches, options) => writeRows(database, write, batches, options),
    check: (statement, options) => checkStatement(database, statement, options),
    models: (options) => listModels(database, options),
  };
}
