import { PatchbayError } from '@patchbay/errors';

/** One refusal for every cause: whoever can hand in blobs learns nothing from how one fails to open. */
export function openFailed(): PatchbayError {
  return new PatchbayError(
    'open-failed',
    'The sealed record is damaged, or was sealed for another place or key.',
  );
}

/** Refusal for want of a key, naming every place that was looked at. */
export function keyMissing(lookedAt: readonly string[], hint = ''): PatchbayError {
  return new PatchbayError('key-missing', {
    detail: `There is no master key. Looked at: ${lookedAt.join(', ')}. Nothing was written.${hint && ` ${hint}`}`,
    extra: { lookedAt },
  });
}
