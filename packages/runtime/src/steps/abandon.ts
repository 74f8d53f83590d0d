import { PatchbayError } from '@patchbay/errors';

/** How long a step that was told to stop may still take. */
export const graceMs = 5_000;

/**
 * Waits for a step's work, but not for ever: when its signal is aborted it has `grace` milliseconds to end, then
 * it is left behind. However it ends after the abort, the reason of the abort is what happened.
 */
export function untilAbandoned<T>(work: Promise<T>, signal: AbortSignal, grace = graceMs): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const onAbort = () => {
      timer = setTimeout(() => reject(reasonOf(signal)), grace);
    };
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(
      (value) => {
        done();
        if (signal.aborted) reject(reasonOf(signal));
        else resolve(value);
      },
      (error: unknown) => {
        done();
        reject(signal.aborted ? reasonOf(signal) : (error as Error));
      },
    );
  });
}

export function reasonOf(signal: AbortSignal): PatchbayError {
  return signal.reason instanceof PatchbayError
    ? signal.reason
    : new PatchbayError('run-canceled', 'The run was canceled.');
}
