import type { Socket } from 'node:net';

import { PatchbayError } from '@patchbay/errors';

import { abortReason } from './guarded-socket.js';
import { connectTimeout } from './problems.js';

/** One deadline and one signal over the phases of connecting. */
export interface Attempt {
  /** How long it may take in all. */
  readonly ms: number;
  /** Resolves with the event; rejects when the socket fails or closes, the time is over or the signal aborts. */
  settled(socket: Socket, event: string): Promise<void>;
  within<T>(work: Promise<T>): Promise<T>;
  /** A socket of this attempt, to be destroyed with it. */
  track<T extends Socket>(socket: T): T;
  abandon(): void;
  finish(): void;
}

export function startAttempt(ms: number, where: string, signal: AbortSignal | undefined): Attempt {
  const { promise: over, reject } = withReject();
  const timer = setTimeout(() => reject(connectTimeout(where, ms)), ms);
  const abort = (): void => {
    if (signal) reject(abortReason(signal));
  };
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  const sockets = new Set<Socket>();
  return {
    ms,
    settled: (socket, event) => Promise.race([happened(socket, event, where), over]),
    within: (work) => Promise.race([work, over]),
    track(socket) {
      sockets.add(socket);
      return socket;
    },
    abandon() {
      for (const socket of sockets) socket.destroy();
    },
    finish() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}

function happened(socket: Socket, event: string, where: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.once('error', reject);
    socket.once('close', () =>
      reject(new PatchbayError('connect-unreachable', `${where} closed the connection before it was ready.`)),
    );
  });
}

function withReject(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, given) => (reject = given));
  promise.catch(() => undefined);
  return { promise, reject };
}
