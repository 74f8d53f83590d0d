import type { Readable } from 'node:stream';
import type { HookReply } from '@patchbay/protocol';
import { contentOf } from '../run-files/content-of.js';
import { downloadHeaders } from '../run-files/download-headers.js';
import type { OpenRunFile } from '../runners/runner-pool.js';

export interface HookAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | Readable;
}

/**
 * A pattern decides the body, and the address is the web application's: without the sandbox a page that it answers
 * could use the session of whoever opens it.
 */
const ownOrigin = { 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' };

/**
 * Cookies set or cleared from here would be the web application's; the others are about the connection and the
 * length, which the server knows better: a wrong one would let an answer swallow the next.
 */
const notThePatterns = new Set([
  'set-cookie',
  'set-cookie2',
  'clear-site-data',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'upgrade',
  'trailer',
]);

export function fromReply(
  { status, headers, body, encoding }: Omit<HookReply, 'runId'>,
  file?: OpenRunFile,
): HookAnswer {
  // In lower case, or one of other case would come beside ours instead of giving way to it.
  const own = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !notThePatterns.has(name));
  const given = Object.fromEntries(own);
  if (file) {
    return {
      status,
      headers: { ...given, ...fileHeaders(file, given), ...ownOrigin },
      body: contentOf(file),
    };
  }
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : body;
  return { status, headers: { ...given, ...ownOrigin }, body: bytes };
}

/** Its type and its name, in a form that a header can have; as the pattern says, where it says so. */
function fileHeaders(file: OpenRunFile, given: Record<string, string>): Record<string, string> {
  const { 'content-type': type = '', 'content-disposition': attached = '' } = downloadHeaders(file);
  const { 'content-type': ownType = type, 'content-disposition': how = 'attachment' } = given;
  const isKind = how === 'inline' || how === 'attachment';
  return {
    'content-type': ownType,
    'content-disposition': isKind ? attached.replace(/^attachment/u, how) : how,
  };
}

export function jsonAnswer(status: number, body: unknown): HookAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...ownOrigin };
  return { status, headers, body: JSON.stringify(body) };
}
