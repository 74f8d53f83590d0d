import type { IncomingHttpHeaders } from 'node:http';
import type { HookAnswer } from '../hook-reply.js';

/** Browsers ask again after so many seconds: what is changed must not be kept from counting for long. */
const keptSeconds = '600';
const longestList = 1_000;

/**
 * What lets pages read an answer. Never with credentials: a browser's cookies are for the web application, and a
 * pattern does not get them.
 */
export function corsHeaders(
  origins: readonly string[],
  { origin }: IncomingHttpHeaders,
): Record<string, string> {
  if (origins.includes('*')) return { 'access-control-allow-origin': '*' };
  // Also when it is not allowed: else a cache could give one page what was answered to another.
  const varies = { vary: 'Origin' };
  return origin !== undefined && origins.includes(origin)
    ? { ...varies, 'access-control-allow-origin': origin }
    : varies;
}

/** The answer to a browser that asks whether a page may call. */
export function preflightAnswer(
  origins: readonly string[],
  method: string,
  headers: IncomingHttpHeaders,
): HookAnswer {
  const cors = corsHeaders(origins, headers);
  const asked = ['Access-Control-Request-Method', 'Access-Control-Request-Headers'];
  const vary = [...(cors['vary'] === undefined ? [] : [cors['vary']]), ...asked].join(', ');
  const wanted = headers['access-control-request-headers'];
  const isAllowed = cors['access-control-allow-origin'] !== undefined;
  const allowed = {
    'access-control-allow-methods': method,
    'access-control-max-age': keptSeconds,
    // By name, because `*` would not stand for `Authorization`.
    ...(isNameList(wanted) ? { 'access-control-allow-headers': wanted } : {}),
  };
  return { status: 204, headers: { ...cors, ...(isAllowed ? allowed : {}), vary }, body: '' };
}

/** The pattern's own words stay beside these, but for who may read. */
export function withCors(answer: HookAnswer, cors: Record<string, string>): HookAnswer {
  const { headers } = answer;
  const vary = [headers['vary'], cors['vary']].filter((each) => each !== undefined).join(', ');
  return { ...answer, headers: { ...headers, ...cors, ...(vary === '' ? {} : { vary }) } };
}

function isNameList(text: string | undefined): text is string {
  return text !== undefined && text.length <= longestList && /^[\w-]+(?: ?, ?[\w-]+)*$/u.test(text);
}
