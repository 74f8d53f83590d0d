import { isPatchbayError, PatchbayError, problems } from '@patchbay/errors';
import type { RunOutcome } from './payloads.js';

export type WireProblem = NonNullable<RunOutcome['error']>;

/** An error as it crosses between the processes. Of errors that are not ours nothing is told: they carry URIs and headers. */
export function toWireProblem(error: unknown): WireProblem {
  const known = isPatchbayError(error) ? error : new PatchbayError('internal', { cause: error });
  const { code, detail, errors } = known;
  return {
    code,
    title: problems[code].title,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined
      ? {}
      : { errors: errors.map(({ pointer, detail: why }) => ({ pointer, detail: why })) }),
  };
}
