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
  egress: EgressClient;
  target: { host: string; port: number; tls: TlsSettings | undefined };
}

const surplusIdleMs = 1_000;

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
    // Beyond those that are kept, one is closed when nobody has needed it for a while, and not when it is given
    // back: under load the next borrower would log in again, which costs both sides more than most statements.
    min: poolSize,
    idleTimeoutMillis: surplusIdleMs,
    maxLifetimeSeconds: poolRecycle,
  });
  // An idle connection that the server ends is replaced; without a listener it would end the process.
  pool.on('error', () => undefined);
  return { pg, pool, egress: context.egress, target: { host, port, tls } };
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
      // The pool takes its own listener away before the borrower has one, and what a server sends in the same breath as
      // its welcome may fail between the two: without any the process would end.
      this.on('error', () => undefined);
    }
  };
}
