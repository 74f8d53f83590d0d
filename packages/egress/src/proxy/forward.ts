import type { Route } from '../guarded-socket.js';
import { display } from '../host.js';
import type { Hop } from '../redirect.js';
import type { Destination } from '../types.js';
import type { ProxyServer } from './rules.js';

/**
 * The proxy that answers a request for an http: URL itself; undefined when the request is sent to the target, perhaps
 * through a tunnel. A proxy takes the host of such a request from its URL, so it must know the name.
 */
export function forwarderOf(route: Route, url: URL, destination: Destination): ProxyServer | undefined {
  if (url.protocol !== 'http:' || route.proxy?.names !== 'proxy') return undefined;
  const server = route.proxy.serverFor('http:', destination);
  if (server) route.judge.unresolved(destination);
  return server;
}

/** The request in the form for proxies: the whole URL, and the proxy's login beside the target's headers. */
export function asForwarded({ url, headers }: Hop, server: ProxyServer) {
  const { authorization } = server;
  return {
    origin: `http://${display(server)}`,
    path: url.origin + url.pathname + url.search,
    headers: {
      ...headers,
      host: url.host,
      // A request's own header must not stand in for the operator's login.
      ...(authorization === undefined ? {} : { 'proxy-authorization': authorization }),
    },
  };
}
