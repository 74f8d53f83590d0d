import { Socket, type SocketConnectOpts } from 'node:net';

import { PatchbayError } from '@patchbay/errors';

import { cleanDestination, display } from './host.js';
import type { Meter } from './meter.js';
import type { Judge } from './policy.js';
import type { ProxyRules } from './proxy/rules.js';
import { connectProblem, connectTimeout, refused } from './problems.js';
import type { Destination, Lookup } from './types.js';

/** What every dial of one egress shares. */
export interface Route {
  judge: Judge;
  lookup: Lookup;
  connectTimeoutMs: number;
  /** Aborted when the egress is closed or its owner is over; ends connections that stand, too. */
  signal: AbortSignal;
  /** Absent when nothing goes through a proxy. */
  proxy?: ProxyRules | undefined;
  /** Absent when the bytes that come in are not limited. */
  meter?: Meter | undefined;
  /** Present in a process without a network of its own. */
  relay?: RelayRoute | undefined;
}

export interface RelayRoute {
  /** The Unix socket at which the relay outside of this process listens. */
  path: string;
  origin: 'connection' | 'pattern';
}

/**
 * A real `net.Socket` that can only reach checked addresses, so drivers and `tls.connect({ socket })` take it as it
 * is. How it gets there is up to the subclass, which calls `reach` once the destination is at the other end.
 */
export abstract class GuardedSocket extends Socket {
  protected readonly route: Route;
  protected readonly timeoutMs: number;
  protected where = 'The server';
  readonly #end = (): void => void super.destroy(abortReason(this.route.signal));
  #reached = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(route: Route, timeoutMs = route.connectTimeoutMs) {
    super();
    this.route = route;
    this.timeoutMs = timeoutMs;
    route.signal.addEventListener('abort', this.#end, { once: true });
    // The owner may be gone when it aborts; an 'error' that nobody hears would end the whole runner.
    this.on('error', () => undefined);
    this.once('close', () => route.signal.removeEventListener('abort', this.#end));
    route.meter?.watch(this);
  }

  /** `connect(port, host, listener?)` or `connect({ port, host }, listener?)`; other options are ignored. */
  override connect(...args: unknown[]): this {
    const listener = args.at(-1);
    if (typeof listener === 'function') this.once('connect', () => void Reflect.apply(listener, this, []));
    try {
      const destination = cleanDestination(destinationOf(args));
      this.where = display(destination);
      this.route.judge.destination(destination);
      if (this.route.signal.aborted) return super.destroy(abortReason(this.route.signal));
      this.#timer = setTimeout(
        () => this.destroy(connectTimeout(this.where, this.timeoutMs)),
        this.timeoutMs,
      );
      return this.dial(destination);
    } catch (error) {
      return this.destroy(connectProblem(error, this.where));
    }
  }

  /** Node reports every failure through here; until the connection stands, its text is replaced by ours. */
  override destroy(error?: Error): this {
    clearTimeout(this.#timer);
    return super.destroy(error && !this.#reached ? this.problem(error) : error);
  }

  /** Begins to connect; the destination is clean, and judged as far as its name tells. */
  protected abstract dial(destination: Destination): this;

  protected problem(error: Error): Error {
    return connectProblem(error, this.where);
  }

  /** The connection stands. */
  protected reach(): void {
    clearTimeout(this.#timer);
    this.#reached = true;
  }

  /** `super.connect` of the class above this one, for subclasses whose own is overridden here. */
  protected connectRaw(options: SocketConnectOpts): this {
    return super.connect(options);
  }
}

/** The caller's own reason if it is an error; it knows why it aborted. */
export function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error
    ? signal.reason
    : new PatchbayError('connect-unreachable', 'The connection was aborted.');
}

/** The arguments of `connect` as a destination. */
export function destinationOf([first, second]: unknown[]): Destination {
  if (typeof first === 'number')
    return { port: first, host: typeof second === 'string' ? second : 'localhost' };
  const {
    port,
    host = 'localhost',
    path,
  } = (typeof first === 'object' ? first : { path: first }) as Record<string, unknown>;
  // A path is a Unix socket: Docker's, the operator's and the database's own live there, past every address rule.
  if (path !== undefined || typeof host !== 'string')
    throw refused('Only a host and a port can be dialled, no path.');
  return { host, port: Number(port) };
}
