import type { EgressPolicy, Grant } from '@patchbay/egress';

/** A connection's permission under a name, for one runner. */
export interface NamedGrant {
  key: string;
  grant: Grant;
}

/** What the host tells the dialer. A runner is named by the directory of its socket. */
export type Order =
  | { type: 'open'; runner: string; policy: EgressPolicy; grants: readonly NamedGrant[] }
  | ({ type: 'grant'; runner: string; number: number } & NamedGrant)
  | { type: 'revoke'; runner: string; key: string }
  | { type: 'close'; runner: string };

/** What the dialer answers. */
export type Word =
  | { type: 'opened'; runner: string }
  | { type: 'failed'; runner: string; code: string }
  | { type: 'granted'; number: number };

/** Of the socket in each directory. */
export const socketName = 'dial';
