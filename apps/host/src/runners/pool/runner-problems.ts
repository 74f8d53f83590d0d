import { PatchbayError } from '@patchbay/errors';

/** Plugin code that misbehaves by itself does none of these. */
const violations: ReadonlySet<string> = new Set(['message-invalid', 'runner-flooded', 'runner-overfull']);

export function isViolation({ code }: PatchbayError): boolean {
  return violations.has(code);
}

export function unfit(why: string): PatchbayError {
  return new PatchbayError('runner-unavailable', why);
}

export function hungFor(milliseconds: number): PatchbayError {
  const seconds = Math.round(milliseconds / 100) / 10;
  return new PatchbayError(
    'runner-hung',
    `The runner gave no sign of life for ${seconds} seconds, as code does that never pauses.`,
  );
}

export function interruptedByStop(): PatchbayError {
  return new PatchbayError(
    'run-interrupted',
    'Patchbay was stopped while the run was going on. Start it again.',
  );
}
