import type pg from 'pg';
import {
  type Credentials,
  type EgressClient,
  type OpenContext,
  type TlsSettings,
  tlsSettings,
} from '@patchbay/plugin-sdk';
import type { fields } from './fields.js';
import { guardedConnection } from './guarded-connection.js';

/** One connection's pool and what is needed to dial the same server beside it. */
export interface Database {
  pg: typeof pg;
  pool: pg.Pool;
  /** Connections kept while idle. */
  idleLimit: number;
  egress: EgressClient;
  target: { host: string; port: number; tls: TlsSettings | undefined };
}

/** Opens no socket: the pool connects when the first statement comes. */
export async function openDatabase(
  credentials: Credentials<typeof fields>,
  context: OpenContext,
): Promise<Database> {
  const { default: pg } = await import('pg');
  const { host, port } = credentials;
  const tls = tlsSettings(credentials, host);
  const { poolSize, maxOverflow, poolRecycle } = context.pool;
  const pool = new pg.Pool({
    ...clientConfig(credentials, tls, context.egress),
    Client: guardedClient(pg, credentials.options.connectTimeoutMs ?? 10_000),
    max: Math.max(1, poolSize + maxOverflow),
    // How many stay idle is decided when a client is given back; see session.ts.
    idleTimeoutMillis: 0,
    maxLifetimeSeconds: poolRecycle,
  });
  // An idle connection that the server ends is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return { pg, pool, idleLimit: poolSize, egress: context.egress, target: { host, port, tls } };
}

export async function closeDatabase({ pool }: Database): Promise<void> {
  await pool.end();
}

function clientConfig(
  { host, port, database, username, password, options }: Credentials<typeof fields>,
  tls: TlsSettings | undefined,
  egress: EgressClient,
): pg.PoolConfig {
  return {
    host,
    port,
    database,
    user: username,
    // A function, because pg looks into PGPASSWORD and ~/.pgpass when the password is empty.
    password: () => password?.reveal() ?? '',
    stream: () => egress.socket(),
    // Never undefined, because pg would take it from PGSSLMODE.
    ssl: tls ? { ...tls } : false,
    keepAlive: true,
    application_name: options.applicationName ?? 'patchbay',
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs,
  };
}

/** The deadline is the client's, not the pool's: there it would also count the wait for a free connection. */
function guardedClient(driver: typeof pg, connectionTimeoutMillis: number): new () => pg.Client {
  const Connection = guardedConnection(driver);
  return class extends driver.Client {
    constructor(config: pg.ClientConfig = {}) {
      const { stream, ssl, keepAlive } = config;
      const connection = new Connection({ stream, ssl, keepAlive });
      // The pool hides the password from enumeration, so that spreading loses it.
      super({ ...config, password: config.password, connectionTimeoutMillis, connection } as pg.ClientConfig);
    }
  };
}
