import { setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';

import { PatchbayError } from '@patchbay/errors';

import { startAttempt } from '../attempt.js';
import type { Route } from '../guarded-socket.js';
import { cleanDestination, display } from '../host.js';
import { refused } from '../problems.js';
import { connectBy } from '../proxy/connect-by.js';
import { createProxyRules, type ProxyRules } from '../proxy/rules.js';
import { osLookup } from '../resolve.js';
import type { Destination, EgressPolicy, Lookup } from '../types.js';
import { Forwarder } from './forwarder.js';
import { readLine, watchUnanswered } from './line.js';
import { fewAtATime } from './lookups.js';
import { Permissions, type JudgeOfOne } from './permissions.js';
import { splice } from './splice.js';
import { answerLine, longestRequest, parseRequest, refusal, type RelayRequest } from './wire.js';

export interface RelayOptions {
  policy: EgressPolicy;
  lookup?: Lookup | undefined;
}

/** Connections of one runner at the same time; the buffers of each are bounded, so this bounds its share of memory. */
export const mostConnections = 256;
/** Look-ups of one runner at the same time: they share few threads with those of the others. */
const mostLookups = 3;
/** From connecting to the complete line. */
const askingMs = 5_000;

/** Makes the connections of one runner, which has no network, by rules that the runner cannot change. */
export class Relay {
  readonly permissions: Permissions;
  readonly #clients = new Set<Socket>();
  readonly #closed = new AbortController();
  readonly #route: Omit<Route, 'judge' | 'connectTimeoutMs'>;
  #forwarder: Forwarder | undefined;

  constructor({ policy, lookup = osLookup }: RelayOptions) {
    this.permissions = new Permissions(policy);
    setMaxListeners(0, this.#closed.signal);
    const proxy = createProxyRules(policy.proxy);
    this.#route = { lookup: fewAtATime(lookup, mostLookups), signal: this.#closed.signal, proxy };
  }

  /** Connections that it has open or is about to make. */
  get open(): number {
    return this.#clients.size;
  }

  /** A connection of the runner to its relay; needs `allowHalfOpen`. */
  accept(client: Socket): void {
    client.on('error', () => undefined);
    if (this.#closed.signal.aborted) return void client.destroy();
    this.#clients.add(client);
    client.once('close', () => this.#clients.delete(client));
    if (this.#clients.size > mostConnections) turnAway(client, tooMany());
    else void this.#serve(client);
  }

  /** The runner is gone: so is everything that it had open. */
  close(): void {
    this.#closed.abort(refused('The runner that this connection belonged to has ended.'));
    for (const client of this.#clients) client.destroy();
    this.#forwarder?.close();
  }

  async #serve(client: Socket): Promise<void> {
    try {
      const request = parseRequest(await readLine(client, { bytes: longestRequest, ms: askingMs }));
      await this.#answer(client, request, watchUnanswered(client));
    } catch (error) {
      turnAway(client, error);
    }
  }

  async #answer(client: Socket, request: RelayRequest, { signal, stop }: Unanswered): Promise<void> {
    const { purpose, timeoutMs } = request;
    const destination = cleanDestination(request);
    const judge = this.permissions.judge(request.origin);
    const route: Route = { ...this.#route, judge, connectTimeoutMs: timeoutMs };
    const forwarder = this.#forwarderFor(request, destination, judge);
    if (forwarder) {
      stop();
      client.write(answerLine({ ok: true, addresses: [] }));
      return forwarder.serve(client, destination);
    }
    const attempt = startAttempt(timeoutMs, display(destination), signal);
    try {
      const server = await connectBy(route, purpose, destination, attempt);
      stop();
      client.write(answerLine({ ok: true, addresses: judge.addresses }));
      splice(client, server);
    } catch (error) {
      attempt.abandon();
      throw error;
    } finally {
      attempt.finish();
    }
  }

  /** Where the proxy resolves, it answers requests for http: URLs itself, so they are spoken to it and not through it. */
  #forwarderFor(
    { purpose }: RelayRequest,
    destination: Destination,
    judge: JudgeOfOne,
  ): Forwarder | undefined {
    const proxy: ProxyRules | undefined = this.#route.proxy;
    if (purpose !== 'http:' || proxy?.names !== 'proxy') return undefined;
    const server = proxy.serverFor(purpose, destination);
    if (!server) return undefined;
    judge.destination(destination);
    judge.unresolved(destination);
    return (this.#forwarder ??= new Forwarder(server));
  }
}

type Unanswered = ReturnType<typeof watchUnanswered>;

/** One that does not even read its answer is cut once the line is in the kernel's hands. */
function turnAway(client: Socket, error: unknown): void {
  if (client.destroyed) return;
  client.write(answerLine(refusal(error)));
  client.destroySoon();
}

function tooMany(): PatchbayError {
  return new PatchbayError(
    'connect-unreachable',
    `The runner has ${mostConnections} connections open, which is all that one may have. Close some, or use fewer at a time.`,
  );
}
