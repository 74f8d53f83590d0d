import { PatchbayError } from '@patchbay/plugin-sdk';

export interface Deadline {
  readonly signal: AbortSignal;
  /** Why the signal was aborted. */
  reason(): Error;
  /** The call is over: its signal no longer aborts. */
  finish(): void;
}

/**
 * Aborts with the caller's signal, or by itself after `ms`; both with a reason for people. Not by `AbortSignal.any` and
 * `AbortSignal.timeout`: Node 20 may collect the timeout as garbage, and then it never fires.
 */
export function deadline(caller: AbortSignal, ms: number): Deadline {
  const controller = new AbortController();
  const follow = (): void => end(caller.reason instanceof Error ? caller.reason : canceled());
  const late = new PatchbayError('connect-timeout', `The server was not done within ${ms / 1_000} s.`);
  const timer = setTimeout(() => end(late), ms).unref();
  const finish = (): void => {
    clearTimeout(timer);
    caller.removeEventListener('abort', follow);
  };
  const end = (reason: Error): void => {
    finish();
    controller.abort(reason);
  };
  caller.addEventListener('abort', follow, { once: true });
  if (caller.aborted) follow();
  return { signal: controller.signal, reason: () => controller.signal.reason as Error, finish };
}

function canceled(): PatchbayError {
  return new PatchbayError('run-canceled');
}
