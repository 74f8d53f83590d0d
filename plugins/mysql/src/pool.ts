import { PatchbayError, type PoolSettings } from '@patchbay/plugin-sdk';
import type { Connected } from './connect.js';
import { Slots } from './slots.js';

/** How long a server may take to answer the farewell before its socket is cut. */
const farewellMs = 1_000;

/**
 * The logins of one connection. The driver's own pool neither replaces connections by age nor lets a waiting
 * borrower go away.
 */
export class Pool {
  readonly #connect: (signal: AbortSignal) => Promise<Connected>;
  readonly #settings: PoolSettings;
  readonly #slots: Slots;
  readonly #idle: Connected[] = [];
  readonly #closing = new AbortController();

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
    const surplus = this.#idle.length >= this.#settings.poolSize && this.#slots.waiting === 0;
    if (discard) connected.socket.destroy();
    else if (surplus || this.#closing.signal.aborted || !this.#isFresh(connected)) void leave(connected);
    else this.#idle.push(connected);
    this.#slots.give();
  }

  /** Borrowed connections end when they are given back. */
  async close(): Promise<void> {
    this.#closing.abort(new PatchbayError('connect-unreachable', 'The connection was closed.'));
    await Promise.all(this.#idle.splice(0).map(leave));
  }

  /** The one that was used last, so that surplus ones grow old and go. */
  #takeIdle(): Connected | undefined {
    for (let next = this.#idle.pop(); next; next = this.#idle.pop()) {
      if (this.#isFresh(next)) return next;
      void leave(next);
    }
    return undefined;
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
