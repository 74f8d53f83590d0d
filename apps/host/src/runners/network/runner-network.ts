import type { EgressPolicy } from '@patchbay/egress';
import type { OpenedConnection } from '@patchbay/protocol';
import type { Dialer } from './dialer.js';
import { Loans } from './loans.js';
import type { GrantOf } from './named-destinations.js';
import { socketName } from './orders.js';

/** What of the network one runner gets: a socket, at which it may ask for connections. */
export interface RunnerNetwork {
  /** On this machine; the isolation mounts it into the runner. */
  readonly directory: string;
  /** Resolves when the runner can reach what the connection names; before the run gets the credentials. */
  permit(connection: OpenedConnection, runId: string): Promise<void>;
  /** The run is over: what was lent to no other run is closed after a minute. */
  returned(runId: string): void;
  /** The same until what is returned is called; of values that may be saved nowhere. */
  permitFor(connection: OpenedConnection): Promise<() => void>;
  /** The connection was changed or is gone: versions below this one, or all, permit nothing more. */
  withdraw(connectionId: string, below: number | undefined): void;
  /** With the runner. */
  close(): void;
}

/** As long as the runtime keeps a client that no step uses, so that the next run finds it with its way open. */
const idleMs = 60_000;

/** Where the isolation puts the directory, for the runner. */
export const relayPath = `/run/relay/${socketName}`;

export function openNetwork(dialer: Dialer, policy: EgressPolicy, grantOf: GrantOf): RunnerNetwork {
  const runner = dialer.open(policy);
  let probes = 0;
  const revoke = (name: string) => {
    dialer.revoke(runner, (key) => key === name);
  };
  const loans = new Loans({ open: (key, grant) => dialer.grant(runner, key, grant), close: revoke, idleMs });
  return {
    directory: dialer.pathOf(runner),
    permit: (connection, runId) => loans.lend(keyOf(connection), grantOf(connection), runId),
    returned: (runId) => {
      loans.returned(runId);
    },
    async permitFor(connection) {
      const key = JSON.stringify(['probe', (probes += 1)]);
      const found = grantOf(connection);
      if (found) await dialer.grant(runner, key, found);
      return () => {
        revoke(key);
      };
    },
    withdraw(connectionId, below = Infinity) {
      loans.forget((key) => {
        const [id, version] = JSON.parse(key) as [string, number];
        return id === connectionId && version < below;
      });
    },
    close: () => {
      dialer.close(runner);
    },
  };
}

function keyOf({ connectionId, version, variant = '' }: OpenedConnection): string {
  return JSON.stringify([connectionId, version, variant]);
}
