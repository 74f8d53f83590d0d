import { PatchbayError } from '@patchbay/errors';

/** `label` is what the form calls the place; which node it is, the step's record says. */
export function invalidParameter(label: string, pointer: string, detail: string): PatchbayError {
  return new PatchbayError('parameter-invalid', {
    detail: `${label}: ${detail}.`,
    errors: [{ pointer, detail }],
  });
}
