import type { IncomingHttpHeaders } from 'node:http';
import type { RunItem } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';

/** Never handed to a pattern: a browser sends them by itself, and a run's record would keep somebody's session. */
const ownHeaders = new Set(['cookie', 'x-patchbay-csrf']);

export interface HookRequest {
  method: string;
  headers: IncomingHttpHeaders;
  query: Record<string, string>;
  /** Values of the `:name` segments of the path. */
  params: Record<string, string>;
  body: Buffer;
  /** Headers, in lower case, that hold credentials which were checked already and are nobody's business any more. */
  checked: readonly string[];
  /** What a token said that was checked. */
  claims?: JsonObject;
}

/** The item that a webhook trigger emits. */
export function hookItem({ method, headers, query, params, body, checked, claims }: HookRequest): RunItem {
  const said = claims === undefined ? {} : { jwtPayload: claims };
  return {
    json: { method, headers: shown(headers, checked), query, params, ...bodyOf(headers, body), ...said },
  };
}

function shown(headers: IncomingHttpHeaders, checked: readonly string[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  // `__proto__` cannot be the name of a header's own member here: assigning it would add none.
  for (const name of Object.keys(headers))
    if (!ownHeaders.has(name) && !checked.includes(name)) kept[name] = headers[name];
  return kept;
}

/** JSON and forms as objects, text as text; anything else becomes a file (`hookUploads`). */
function bodyOf(headers: IncomingHttpHeaders, bytes: Buffer): Record<string, unknown> {
  if (bytes.length === 0) return { body: null };
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json' || type.endsWith('+json')) return { body: parseJson(bytes) };
  if (type === 'application/x-www-form-urlencoded') {
    return { body: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) };
  }
  return {
    body: type === '' || type.startsWith('text/') || type.endsWith('xml') ? bytes.toString('utf8') : null,
  };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw new PatchbayError('malformed-json', 'The body says that it is JSON, but it cannot be parsed.');
  }
}
