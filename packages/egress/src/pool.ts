import type { Agent } from 'undici';

import { dial } from './dial.js';
import type { Route } from './egress-socket.js';
import { connectProblem } from './problems.js';
import type { TlsOptions } from './types.js';

/** Kept-alive HTTP connections of one egress: per origin, and apart for each set of TLS options. */
export interface Pool {
  agent(tls: TlsOptions | undefined): Promise<Agent>;
  close(): Promise<void>;
}

export function createPool(route: Route): Pool {
  // The TLS options are part of the key: a connection made without a check must not serve a request that wants one.
  const agents = new Map<string, Promise<Agent>>();
  return {
    agent(tls) {
      const key = JSON.stringify(tls ?? {});
      const agent = agents.get(key) ?? createAgent(route, tls ?? {});
      agents.set(key, agent);
      return agent;
    },
    async close() {
      const open = [...agents.values()];
      agents.clear();
      await Promise.all(open.map(async (agent) => (await agent).destroy()));
    },
  };
}

/** The HTTP client is loaded with the first request: most connections never make one. */
async function createAgent(route: Route, tls: TlsOptions): Promise<Agent> {
  const { Agent } = await import('undici');
  return new Agent({
    connections: 64,
    maxHeaderSize: 32 * 1024,
    // The exchange's own deadline is the only clock; it also covers an answer that drips.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: ({ hostname, port, protocol }, answer) => {
      const secure = protocol === 'https:';
      const target = {
        host: hostname,
        port: Number(port) || (secure ? 443 : 80),
        tls: secure ? tls : undefined,
      };
      dial(route, target, ['http/1.1']).then(
        (socket) => answer(null, socket),
        (error: unknown) => answer(connectProblem(error, hostname), null),
      );
    },
  });
}
