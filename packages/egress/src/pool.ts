import type { Socket } from 'node:net';

import type { Agent } from 'undici';

import { dial } from './dial.js';
import type { Route } from './guarded-socket.js';
import { display } from './host.js';
import { connectProblem } from './problems.js';
import { dialProxy } from './proxy/connect-by.js';
import type { ProxyServer } from './proxy/rules.js';
import type { TlsOptions } from './types.js';

/** Kept-alive HTTP connections of one egress: per origin, and apart for each set of TLS options. */
export interface Pool {
  agent(tls: TlsOptions | undefined): Promise<Agent>;
  /** For requests that a proxy answers itself: its connections serve all origins. */
  forwarder(server: ProxyServer): Promise<Agent>;
  close(): Promise<void>;
}

export function createPool(route: Route): Pool {
  // The TLS options are part of the key: a connection made without a check must not serve a request that wants one.
  const agents = new Map<string, Promise<Agent>>();
  const kept = (key: string, connect: Connect): Promise<Agent> => {
    const agent = agents.get(key) ?? createAgent(connect);
    agents.set(key, agent);
    return agent;
  };
  return {
    agent: (tls) => kept(JSON.stringify(tls ?? {}), (target) => dialTarget(route, target, tls ?? {})),
    forwarder: (server) => kept(`proxy ${display(server)}`, () => dialProxy(route, server)),
    async close() {
      const open = [...agents.values()];
      agents.clear();
      await Promise.all(open.map(async (agent) => (await agent).destroy()));
    },
  };
}

interface Origin {
  hostname: string;
  port: string;
  protocol: string;
}
type Connect = (origin: Origin) => Promise<Socket>;

/** The HTTP client is loaded with the first request: most connections never make one. */
async function createAgent(connect: Connect): Promise<Agent> {
  const { Agent } = await import('undici');
  return new Agent({
    connections: 64,
    maxHeaderSize: 32 * 1024,
    // The exchange's own deadline is the only clock; it also covers an answer that drips.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (origin, answer) => {
      connect(origin).then(
        (socket) => answer(null, socket),
        (error: unknown) => answer(connectProblem(error, origin.hostname), null),
      );
    },
  });
}

function dialTarget(route: Route, { hostname, port, protocol }: Origin, tls: TlsOptions): Promise<Socket> {
  const secure = protocol === 'https:';
  const target = {
    host: hostname,
    port: Number(port) || (secure ? 443 : 80),
    tls: secure ? tls : undefined,
  };
  return dial(route, target, { purpose: secure ? 'https:' : 'http:', alpn: ['http/1.1'] });
}
