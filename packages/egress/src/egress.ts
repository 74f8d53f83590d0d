import { setMaxListeners } from 'node:events';

import { follow } from './deadline.js';
import { dial } from './dial.js';
import { EgressSocket, type Route } from './egress-socket.js';
import { fetchThrough } from './fetch.js';
import { Meter } from './meter.js';
import { createJudge } from './policy.js';
import { createPool } from './pool.js';
import { receivedTooMuch, refused } from './problems.js';
import { createProxyRules } from './proxy/rules.js';
import { TunnelSocket } from './proxy/tunnel-socket.js';
import { osLookup } from './resolve.js';
import type { Egress, EgressOptions } from './types.js';

/** One way out for one owner: a connection's client, or one step of a pattern. Cheap until it is used. */
export function createEgress(options: EgressOptions): Egress {
  const lifetime = new AbortController();
  // One listener per open socket and request; a busy pool has many.
  setMaxListeners(0, lifetime.signal);
  const release = options.signal && follow(options.signal, lifetime);
  const route: Route = {
    judge: createJudge(options),
    lookup: options.lookup ?? osLookup,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    signal: lifetime.signal,
    proxy: createProxyRules(options.policy.proxy),
    meter: meterOf(options.maxReceivedBytes, lifetime),
  };
  const tunnels = route.proxy !== undefined && options.policy.proxy?.sockets === true;
  const pool = createPool(route);
  return {
    connect: (target) => dial(route, target),
    socket: () => (tunnels ? new TunnelSocket(route) : new EgressSocket(route)),
    fetch: (url, init = {}) => fetchThrough(route, pool, url, init),
    async close() {
      release?.();
      lifetime.abort(refused('The step or connection that this network access belonged to is over.'));
      await pool.close();
    },
  };
}

function meterOf(maxBytes: number | undefined, lifetime: AbortController): Meter | undefined {
  if (maxBytes === undefined) return undefined;
  return new Meter(maxBytes, () => lifetime.abort(receivedTooMuch(maxBytes)));
}
