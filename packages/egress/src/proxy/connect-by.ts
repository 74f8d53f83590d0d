import type { Socket } from 'node:net';

import { isPatchbayError } from '@patchbay/errors';

import { startAttempt, type Attempt } from '../attempt.js';
import { EgressSocket } from '../egress-socket.js';
import type { Route } from '../guarded-socket.js';
import { RelaySocket } from '../relay/relay-socket.js';
import { display } from '../host.js';
import { resolveChecked } from '../resolve.js';
import type { Destination } from '../types.js';
import { askProxy } from './connect.js';
import type { ProxyServer, Purpose } from './rules.js';

/** A socket whose other end is the destination: dialled, or asked of the proxy that is in charge of it. */
export async function connectBy(
  route: Route,
  purpose: Purpose,
  destination: Destination,
  attempt: Attempt,
): Promise<Socket> {
  const { proxy, judge, relay } = route;
  if (relay) {
    const socket = attempt.track(new RelaySocket(route, relay, purpose, attempt.ms));
    return connected(socket, destination, attempt);
  }
  const server = proxy?.serverFor(purpose, destination);
  if (!proxy || !server) return connectTo(route, destination, attempt);
  if (proxy.names === 'proxy') {
    judge.destination(destination);
    judge.unresolved(destination);
    return tunnel(route, server, destination, destination, attempt);
  }
  // The proxy is asked for an address that was judged: if it resolved the name again, it could get another answer.
  const addresses = await attempt.within(resolveChecked(destination, judge, route.lookup));
  if (proxy.bypasses(addresses, destination)) return connectTo(route, destination, attempt);
  return tunnelToFirst(route, server, addresses, destination, attempt);
}

/** For requests that the proxy answers itself. */
export async function dialProxy(route: Route, server: ProxyServer): Promise<Socket> {
  const attempt = startAttempt(route.connectTimeoutMs, display(server), undefined);
  try {
    return await connectTo(towardsProxy(route), server, attempt);
  } catch (error) {
    attempt.abandon();
    throw error;
  } finally {
    attempt.finish();
  }
}

function connectTo(route: Route, destination: Destination, attempt: Attempt): Promise<Socket> {
  return connected(attempt.track(new EgressSocket(route, attempt.ms)), destination, attempt);
}

async function connected(socket: Socket, destination: Destination, attempt: Attempt): Promise<Socket> {
  await attempt.settled(socket.connect(destination), 'connect');
  return socket;
}

async function tunnelToFirst(
  route: Route,
  server: ProxyServer,
  addresses: readonly { address: string }[],
  destination: Destination,
  attempt: Attempt,
): Promise<Socket> {
  let failure: unknown;
  for (const { address } of addresses) {
    try {
      const target = { host: address, port: destination.port };
      return await tunnel(route, server, target, destination, attempt);
    } catch (error) {
      // A proxy without IPv6, for instance, reaches the next address all the same; what it forbids stays forbidden.
      if (!isPatchbayError(error) || error.code !== 'connect-unreachable') throw error;
      failure ??= error;
    }
  }
  throw failure;
}

async function tunnel(
  route: Route,
  server: ProxyServer,
  target: Destination,
  destination: Destination,
  attempt: Attempt,
): Promise<Socket> {
  const socket = await connectTo(towardsProxy(route), server, attempt);
  try {
    await attempt.within(askProxy(socket, server, target, display(destination)));
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** The operator chose the proxy's address: it may be private, and no rule about destinations is about it. */
function towardsProxy(route: Route): Route {
  const allow = (): void => undefined;
  return { ...route, judge: { destination: allow, address: allow, unresolved: allow } };
}
