import { PatchbayError } from '@patchbay/errors';
import { trimSlashes } from './hook-path.js';

export const hooksPrefix = '/hooks/';

export interface HookAddress {
  environment: string;
  /** Without slashes at its ends, decoded. */
  path: string;
  query: Record<string, string>;
}

/**
 * Of `/hooks/:environment/:path?query`.
 * @throws PatchbayError `webhook-not-found` when there is no path, `invalid-request` when it is wrongly encoded
 */
export function hookAddress(url: string): HookAddress {
  const queryAt = url.indexOf('?');
  const whole = (queryAt < 0 ? url : url.slice(0, queryAt)).slice(hooksPrefix.length);
  const slash = whole.indexOf('/');
  if (slash < 0) throw new PatchbayError('webhook-not-found');
  return {
    environment: decoded(whole.slice(0, slash)),
    path: trimSlashes(decoded(whole.slice(slash + 1))),
    query: queryAt < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(queryAt + 1))),
  };
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new PatchbayError('invalid-request', 'The address is not encoded as addresses are.');
  }
}
