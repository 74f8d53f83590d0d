import type { HookReply } from '@patchbay/protocol';

export interface HookAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
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

export function fromReply({ status, headers, body, encoding }: HookReply): HookAnswer {
  // In lower case, or one of other case would come beside ours instead of giving way to it.
  const own = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !notThePatterns.has(name));
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : body;
  return { status, headers: { ...Object.fromEntries(own), ...ownOrigin }, body: bytes };
}

export function jsonAnswer(status: number, body: unknown): HookAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8', ...ownOrigin };
  return { status, headers, body: JSON.stringify(body) };
}
