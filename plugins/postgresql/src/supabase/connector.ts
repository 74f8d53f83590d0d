import { defineConnector, type OpenContext } from '@patchbay/plugin-sdk';
import { postgresql } from '../connector.js';
import { closeDatabase, type Database, openDatabase } from '../database.js';
import { sqlOf } from '../sql.js';
import { endpointOf, isByTransaction, type SupabaseCredentials } from './endpoint.js';
import { fields } from './fields.js';
import { icon } from './icon.js';
import { imports } from './imports.js';

/** PostgreSQL that knows where a Supabase project's database and its poolers are. */
export const supabase = defineConnector({
  type: 'supabase',
  displayName: 'Supabase',
  description: 'Read and write the PostgreSQL database of a Supabase project, directly or by its poolers',
  icon,
  category: 'database',
  auth: 'credentials',
  documentationUrl: 'https://supabase.com/docs/guides/database/connecting-to-postgres',
  fields,
  imports,
  destinations(credentials) {
    const { host, port } = endpointOf(credentials);
    return [{ host, port }];
  },
  open: openProject,
  close: closeDatabase,
  test: (database, context) => postgresql.test(database, context),
  capabilities: { sql: sqlOf },
});

function openProject(credentials: SupabaseCredentials, context: OpenContext): Promise<Database> {
  const { applicationName, connectTimeoutMs, ...limits } = credentials.options;
  const endpoint = endpointOf(credentials);
  const options = {
    applicationName,
    connectTimeoutMs,
    // The transaction pooler gives each transaction another server: settings of a session would hit somebody else's.
    ...(isByTransaction(credentials.mode, endpoint) ? {} : limits),
  };
  return openDatabase({ ...credentials, ...endpoint, options }, context);
}
