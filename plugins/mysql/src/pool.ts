import { PatchbayError, type PoolSettings } from '@patchbay/plugin-sdk';
import type { Connected } from './connect.js';
import { Slots } from './slots.js';

/** How long a server may take to answer the farewell before its socket is cut. */
const farewellMs = 1_000;
const surplusIdleMs = 1_000;
/** By so much it may be longer. */
const sweepMs = 250;

interface Idle {
  readonly connected: Connected;
  /** As `performance.now()` counts. */
  readonly since: number;
}

/**
 * The logins of one connection. The driver's own pool neither replaces connections by age nor lets a waiting
 * borrower go away.
 */
export class Pool {
  readonly #connect: (signal: AbortSignal) => Promise<Connected>;
  readonly #settings: PoolSettings;
  readonly #slots: Slots;
  /** Those that were given back last are at the end. */
  readonly #idle: Idle[] = [];
  readonly #closing = new AbortController();
  #sweeping: NodeJS.Timeout | undefined;

  constructor(connect: (signal: AbortSignal) => Promise<Connected>, settings: PoolSettings) {
    this.#connect = connect;
    this.#settings = settings;
    this.#slots = new Slots(Math.max(1, settings.poolSize + settings.maxOverflow));
  }

  /** An idle login or a new one; waits for its turn when all are borrowed. */
  async borrow(signal: AbortSignal): Promise<Connected> {
    const either = followBoth(signal, this.#closing.signal);
    try {
      await this.#slots.take(either.signal);
      try {
        return this.#takeIdle() ?? (await this.#connect(either.signal));
      } catch (error) {
        this.#slots.give();
        throw error;
      }
    } finally {
      either.end();
    }
  }

  /** `discard` when the next borrower must not get it; a statement that still runs ends with it. */
  giveBack(connected: Connected, discard: boolean): void {
    if (discard) connected.socket.destroy();
    else if (this.#closing.signal.aborted || !this.#isFresh(connected)) void leave(connected);
    else this.#idle.push({ connected, since: performance.now() });
    this.#sweepLater();
    this.#slots.give();
  }

  /** Borrowed connections end when they are given back. */
  async close(): Promise<void> {
    this.#closing.abort(new PatchbayError('connect-unreachable', 'The connection was closed.'));
    clearTimeout(this.#sweeping);
    await Promise.all(this.#idle.splice(0).map(({ connected }) => leave(connected)));
  }

  /** The one that was used last, so that surplus ones grow old and go. */
  #takeIdle(): Connected | undefined {
    for (let next = this.#idle.pop(); next; next = this.#idle.pop()) {
      if (this.#isFresh(next.connected)) return next.connected;
      void leave(next.connected);
    }
    return undefined;
  }

  /**
   * Beyond those that are kept, one is closed when nobody has needed it for a while, and not when it is given back:
   * under load the next borrower would log in again, which costs both sides more than most statements.
   */
  #sweepLater(): void {
    if (this.#idle.length <= this.#settings.poolSize) return;
    this.#sweeping ??= setTimeout(() => {
      this.#sweeping = undefined;
      this.#sweep();
    }, sweepMs).unref();
  }

  #sweep(): void {
    const surplus = this.#idle.slice(0, Math.max(this.#idle.length - this.#settings.poolSize, 0));
    const latest = performance.now() - surplusIdleMs;
    const unneeded = surplus.filter(({ since }) => since <= latest);
    for (const { connected } of this.#idle.splice(0, unneeded.length)) void leave(connected);
    this.#sweepLater();
  }

  #isFresh({ alive, openedAt }: Connected): boolean {
    return alive && Date.now() - openedAt < this.#settings.poolRecycle * 1_000;
  }
}

/** Not by `AbortSignal.any`: Node 20 may collect its signal as garbage while somebody waits for it. */
function followBoth(...signals: readonly AbortSignal[]): { signal: AbortSignal; end(): void } {
  const either = new AbortController();
  const listeners = signals.map((signal) => {
    const abort = () => either.abort(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return () => signal.removeEventListener('abort', abort);
  });
  return { signal: either.signal, end: () => listeners.forEach((remove) => remove()) };
}

/** Takes leave of a login that executes nothing. */
export function leave({ connection, socket }: Connected): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    const cut = setTimeout(() => socket.destroy(), farewellMs);
    socket.once('close', () => {
      clearTimeout(cut);
      resolve();
    });
    connection.end(() => socket.destroy());
  });
}
