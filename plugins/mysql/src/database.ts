import { type Credentials, type OpenContext, tlsSettings } from '@patchbay/plugin-sdk';
import { type Connected, connectWith } from './connect.js';
import type { Driver } from './driver.js';
import type { fields } from './fields.js';
import { Pool } from './pool.js';

/** One connection's pool, and the way to dial the same server beside it. */
export interface Database {
  driver: Driver;
  pool: Pool;
  connect(signal: AbortSignal): Promise<Connected>;
}

/** Opens no socket: the pool connects when the first statement comes. */
export async function openDatabase(
  credentials: Credentials<typeof fields>,
  { egress, pool }: OpenContext,
): Promise<Database> {
  // A CommonJS module: only its default export has all of it, whatever its types say.
  const { default: driver } = (await import('mysql2')) as unknown as { default: Driver };
  const tls = tlsSettings(credentials, credentials.host);
  const connect = connectWith({ driver, credentials, tls, egress });
  return { driver, connect, pool: new Pool(connect, pool) };
}

export async function closeDatabase({ pool }: Database): Promise<void> {
  await pool.close();
}
