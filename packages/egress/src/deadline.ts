import { abortReason } from './guarded-socket.js';

/** One clock over a whole exchange: names, connections, redirects and the body share it. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** What to report when the time is over from now on. */
  expiresAs(reason: () => Error): void;
  /** Why the exchange was ended, if it was. */
  failure(): Error | undefined;
  /** Stops the clock; the exchange is over. */
  finish(): void;
}

export function startDeadline(ms: number, signals: readonly (AbortSignal | undefined)[]): Deadline {
  const controller = new AbortController();
  let reason: () => Error = () => new Error('The time is over');
  // Does not keep a finished process alive: while bytes may still come, the socket does.
  const timer = setTimeout(() => controller.abort(reason()), ms).unref();
  const releases = signals.map((signal) => signal && follow(signal, controller));
  const finish = (): void => {
    clearTimeout(timer);
    for (const release of releases) release?.();
  };
  // An answer whose body nobody reads is never finished otherwise.
  controller.signal.addEventListener('abort', finish, { once: true });
  return {
    signal: controller.signal,
    expiresAs: (next) => void (reason = next),
    failure: () => (controller.signal.aborted ? abortReason(controller.signal) : undefined),
    finish,
  };
}

/** `AbortSignal.any` would hold on to every finished request for as long as a long-lived signal exists. */
export function follow(signal: AbortSignal, controller: AbortController): () => void {
  const abort = (): void => controller.abort(abortReason(signal));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  return () => signal.removeEventListener('abort', abort);
}
