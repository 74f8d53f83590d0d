import type { Credentials } from '@patchbay/plugin-sdk';
import type { fields } from './fields.js';

export type SupabaseCredentials = Credentials<typeof fields>;

export interface Endpoint {
  host: string;
  port: number;
  username: string;
}

/** Where the project's database answers in this mode and under which name one logs in there. */
export function endpointOf(credentials: SupabaseCredentials): Endpoint {
  const { mode, port } = credentials;
  return {
    host: credentials.host || derivedHost(credentials),
    port: port ?? (mode === 'transaction' ? transactionPort : 5432),
    username: usernameOf(credentials),
  };
}

const transactionPort = 6543;

/** By its port as well: a pasted address of the transaction pooler says no more than that. */
export function isByTransaction(
  mode: SupabaseCredentials['mode'],
  { port }: Pick<Endpoint, 'port'>,
): boolean {
  return mode === 'transaction' || port === transactionPort;
}

function derivedHost({ projectRef, mode, region }: SupabaseCredentials): string {
  if (mode === 'direct') return `db.${projectRef}.supabase.co`;
  return `aws-0-${region ?? ''}.pooler.supabase.com`;
}

/** One pooler serves many projects and finds the right one by the user name. */
function usernameOf({ projectRef, mode, host, username }: SupabaseCredentials): string {
  if (mode === 'direct') return username || 'postgres';
  if (!username) return `postgres.${projectRef}`;
  return host || username.includes('.') ? username : `${username}.${projectRef}`;
}
