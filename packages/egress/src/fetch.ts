import { Readable } from 'node:stream';

import { PatchbayError } from '@patchbay/errors';
import type { Dispatcher } from 'undici';

import { toResponse } from './answer.js';
import { startDeadline, type Deadline } from './deadline.js';
import type { Route } from './guarded-socket.js';
import { display } from './host.js';
import { httpProblem } from './http-problems.js';
import type { Pool } from './pool.js';
import { connectTimeout } from './problems.js';
import { proxyProblem } from './proxy/connect.js';
import { asForwarded, forwarderOf } from './proxy/forward.js';
import { nextHop, type Hop } from './redirect.js';
import type { BodySource, EgressRequestInit, EgressResponse } from './types.js';
import { checkedUrl, destinationOf } from './url.js';

export async function fetchThrough(
  route: Route,
  pool: Pool,
  url: string | URL,
  init: EgressRequestInit,
): Promise<EgressResponse> {
  const ms = init.timeoutMs ?? 30_000;
  const exchange = { route, pool, ms, deadline: startDeadline(ms, [route.signal, init.signal]) };
  try {
    const { hop, answer } = await followRedirects(exchange, firstHop(url, init), init);
    return toResponse(hop, answer, { ...exchange, maxBytes: init.maxBytes ?? 10 * 1024 * 1024 });
  } catch (error) {
    exchange.deadline.finish();
    throw error;
  }
}

interface Exchange {
  route: Route;
  pool: Pool;
  deadline: Deadline;
  ms: number;
}

async function followRedirects(exchange: Exchange, first: Hop, init: EgressRequestInit) {
  const left = init.maxRedirects ?? 5;
  let hop = first;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await send(exchange, hop);
    const location = init.redirect === 'manual' ? undefined : [answer.headers['location']].flat()[0];
    const next = nextHop(hop, answer.statusCode, location, init.secretHeaders ?? []);
    if (!next) return { hop, answer };
    answer.body
      .on('error', () => undefined)
      .dump({ limit: 16 * 1024 })
      .catch(() => undefined);
    if (redirects >= left) {
      throw new PatchbayError('connect-protocol', `${first.url.host} redirected more than ${left} times.`);
    }
    hop = next;
  }
}

async function send(exchange: Exchange, hop: Hop): Promise<Dispatcher.ResponseData> {
  const { route, pool, deadline, ms } = exchange;
  const destination = destinationOf(hop.url);
  const where = display(destination);
  // On every request and hop: a kept-alive connection is not dialled again, so the dial cannot be the only check.
  route.judge.destination(destination);
  deadline.expiresAs(() => connectTimeout(where, ms));
  try {
    deadline.signal.throwIfAborted();
    const server = forwarderOf(route, hop.url, destination);
    const agent = await (server ? pool.forwarder(server) : pool.agent(hop.tls));
    const answer = await agent.request({
      ...(server ? asForwarded(hop, server) : asDirect(hop)),
      method: hop.method,
      body: bodyOf(hop),
      signal: deadline.signal,
    });
    if (!server || answer.statusCode !== 407) return answer;
    answer.body.on('error', () => undefined).destroy();
    throw proxyProblem(407, server, where);
  } catch (error) {
    throw deadline.failure() ?? httpProblem(error, where);
  }
}

/** Read anew for each hop: a repeated request would otherwise send what the first one left over. */
function bodyOf({ body }: Hop): string | Uint8Array | Readable | null {
  return isSource(body) ? Readable.from(body.read(), { objectMode: false }) : (body ?? null);
}

function isSource(body: Hop['body']): body is BodySource {
  return typeof body === 'object' && 'read' in body;
}

function asDirect({ url, headers }: Hop) {
  return { origin: url.origin, path: url.pathname + url.search, headers };
}

function firstHop(given: string | URL, init: EgressRequestInit): Hop {
  const headers: Hop['headers'] = { 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'Patchbay' };
  for (const [name, value] of Object.entries(init.headers ?? {})) {
    headers[name.toLowerCase()] = typeof value === 'string' ? value : [...value];
  }
  // Said beforehand, so that a server sees a body that ends early for what it is.
  if (isSource(init.body)) headers['content-length'] = String(init.body.size);
  const method = (init.method ?? 'GET').toUpperCase();
  return { url: checkedUrl(given), method, headers, body: init.body, tls: init.tls };
}
