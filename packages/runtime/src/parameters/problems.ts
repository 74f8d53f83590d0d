import { PatchbayError } from '@patchbay/errors';

export function invalidParameter(nodeName: string, pointer: string, detail: string): PatchbayError {
  return new PatchbayError('parameter-invalid', {
    detail: `"${nodeName}", parameter ${pointer}: ${detail}.`,
    errors: [{ pointer, detail }],
  });
}
