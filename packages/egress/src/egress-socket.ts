import { Socket, type LookupFunction } from 'node:net';

import { PatchbayError } from '@patchbay/errors';

import { parseAddress } from './address.js';
import { cleanDestination, display } from './host.js';
import type { Meter } from './meter.js';
import type { Judge } from './policy.js';
import type { ProxyRules } from './proxy/rules.js';
import { connectProblem, connectTimeout, refused } from './problems.js';
import { resolveChecked } from './resolve.js';
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
}

/**
 * A real `net.Socket` that can only reach checked addresses, so drivers and `tls.connect({ socket })` take it as it
 * is. All of Node's connecting (order of families, fallback to the next address) works on the checked addresses.
 */
export class EgressSocket extends Socket {
  readonly #route: Route;
  readonly #timeoutMs: number;
  readonly #end = (): void => void super.destroy(abortReason(this.#route.signal));
  #where = 'The server';
  #checked: readonly string[] = [];
  #reached = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(route: Route, timeoutMs = route.connectTimeoutMs) {
    super();
    this.#route = route;
    this.#timeoutMs = timeoutMs;
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
      return this.#dial(cleanDestination(destinationOf(args)));
    } catch (error) {
      return this.destroy(connectProblem(error, this.#where));
    }
  }

  /** Node reports every failure through here; until the connection stands, its text is replaced by ours. */
  override destroy(error?: Error): this {
    clearTimeout(this.#timer);
    return super.destroy(error && !this.#reached ? connectProblem(error, this.#where) : error);
  }

  #dial(destination: Destination): this {
    const { judge, lookup, signal } = this.#route;
    this.#where = display(destination);
    judge.destination(destination);
    if (signal.aborted) return super.destroy(abortReason(signal));
    this.#checked = [destination.host];
    this.#timer = setTimeout(
      () => this.destroy(connectTimeout(this.#where, this.#timeoutMs)),
      this.#timeoutMs,
    );
    // First of all listeners: bytes that the driver queued are sent by a later one.
    this.prependOnceListener('connect', () => this.#verify());
    const checkedLookup: LookupFunction = (_hostname, _options, answer) => {
      resolveChecked(destination, judge, lookup).then(
        (addresses) => {
          this.#checked = addresses.map(({ address }) => address);
          answer(null, addresses);
        },
        (error: unknown) => answer(connectProblem(error, this.#where), []),
      );
    };
    const attempts = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: attemptTimeoutMs };
    return super.connect({ ...destination, ...attempts, lookup: checkedLookup });
  }

  #verify(): void {
    clearTimeout(this.#timer);
    this.#reached = true;
    if (!isOneOf(this.remoteAddress, this.#checked))
      this.destroy(refused(`${this.#where} led to another address than was checked.`));
  }
}

/** Last line: whatever Node did with the addresses, the peer must be one that was checked. */
export function isOneOf(remoteAddress: string | undefined, checked: readonly string[]): boolean {
  const peer = parseAddress(remoteAddress ?? '')?.toString();
  return peer !== undefined && checked.some((address) => parseAddress(address)?.toString() === peer);
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

/** How long one address may take before the next is tried; the last has all the time that is left. */
const attemptTimeoutMs = 1_000;
