import { setMaxListeners } from 'node:events';

import { follow } from './deadline.js';
import { dial } from './dial.js';
import { EgressSocket } from './egress-socket.js';
import { fetchThrough } from './fetch.js';
import type { Route } from './guarded-socket.js';
import { Meter } from './meter.js';
import { createJudge } from './policy.js';
import { createPool } from './pool.js';
import { receivedTooMuch, refused } from './problems.js';
import { createProxyRules } from './proxy/rules.js';
import { TunnelSocket } from './proxy/tunnel-socket.js';
import { RelaySocket } from './relay/relay-socket.js';
import { osLookup } from './resolve.js';
import type { DriverSocket, Egress, EgressOptions } from './types.js';

/** One way out for one owner: a connection's client, or one step of a pattern. Cheap until it is used. */
export function createEgress(options: EgressOptions): Egress {
  const { policy, origin } = options;
  const lifetime = new AbortController();
  // One listener per open socket and request; a busy pool has many.
  setMaxListeners(0, lifetime.signal);
  const release = options.signal && follow(options.signal, lifetime);
  const route: Route = {
    judge: createJudge(options),
    lookup: options.lookup ?? osLookup,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    signal: lifetime.signal,
    proxy: createProxyRules(policy.proxy),
    meter: meterOf(options.maxReceivedBytes, lifetime),
    relay: policy.relay === undefined ? undefined : { path: policy.relay, origin },
  };
  const pool = createPool(route);
  return {
    connect: (target) => dial(route, target),
    socket: () => driverSocket(route, policy.proxy?.sockets === true),
    fetch: (url, init = {}) => fetchThrough(route, pool, url, init),
    async close() {
      release?.();
      lifetime.abort(refused('The step or connection that this network access belonged to is over.'));
      await pool.close();
    },
  };
}

function driverSocket(route: Route, proxied: boolean): DriverSocket {
  if (route.relay) return new RelaySocket(route, route.relay, 'socket');
  return route.proxy && proxied ? new TunnelSocket(route) : new EgressSocket(route);
}

function meterOf(maxBytes: number | undefined, lifetime: AbortController): Meter | undefined {
  if (maxBytes === undefined) return undefined;
  return new Meter(maxBytes, () => lifetime.abort(receivedTooMuch(maxBytes)));
}
