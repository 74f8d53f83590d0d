import { PatchbayError } from '@patchbay/plugin-sdk';

/** Aborts with the caller's signal, or by itself after `ms`; both with a reason for people. */
export function deadline(signal: AbortSignal, ms: number): { signal: AbortSignal; reason(): Error } {
  const timeout = AbortSignal.timeout(ms);
  const late = new PatchbayError('connect-timeout', `The server was not done within ${ms / 1_000} s.`);
  return {
    signal: AbortSignal.any([signal, timeout]),
    reason() {
      if (!signal.aborted) return late;
      return signal.reason instanceof Error ? signal.reason : new PatchbayError('run-canceled');
    },
  };
}
