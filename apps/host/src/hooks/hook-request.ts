import type { RunItem } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';

/** Never handed to a pattern: a browser sends them by itself, and a run's record would keep somebody's session. */
const ownHeaders = new Set(['cookie', 'x-patchbay-csrf']);

/** The item that a webhook trigger emits. */
export function hookItem(request: FastifyRequest, params: Record<string, string>): RunItem {
  return {
    json: {
      method: request.method,
      headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name))),
      query: Object.fromEntries(new URL(request.url, 'http://localhost').searchParams),
      params,
      ...bodyOf(request),
    },
  };
}

/** JSON and forms as objects, text as text; anything else becomes a file (`hookUploads`). */
function bodyOf(request: FastifyRequest): Record<string, unknown> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  if (bytes.length === 0) return { body: null };
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
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
