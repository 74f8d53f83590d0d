import {
  type HttpRequest,
  type HttpResponse,
  isByteSource,
  type JsonValue,
  PatchbayError,
} from '@patchbay/plugin-sdk';
import { isObject, wrong } from '../values/lists.js';
import { define, readPath } from '../values/paths.js';
import { plainText } from '../values/plain-text.js';
import type { Given } from './parameters.js';

/** A server that always names a next page would be asked for ever. */
const mostPages = 10_000;

/** The answers of all pages, one after the other. Throws `egress-refused` when the next page lies with another server. */
export async function* answersOf(
  request: HttpRequest,
  given: Given,
  ask: (request: HttpRequest) => Promise<HttpResponse>,
): AsyncGenerator<HttpResponse> {
  if (given.pages === 'off' || given.responseFormat === 'file') {
    yield await ask(request);
    return;
  }
  let next: HttpRequest | undefined =
    given.pages === 'number' ? withPage(request, given, given.firstPage) : request;
  for (let page = 1; next; page++) {
    if (page > (given.maxPages ?? Infinity)) return;
    if (page > mostPages)
      throw wrong('pages', `has not come to an end after ${mostPages} pages; say how many to ask for`);
    const answer = await ask(next);
    if (isPastLast(answer, given)) return;
    yield answer;
    next = nextOf(request, next, answer, { ...given, page });
  }
}

/** What of an answer becomes items. */
export function contentOf(answer: HttpResponse, { pages, listField }: Given): JsonValue {
  if (pages === 'off' || !listField) return answer.body;
  return isObject(answer.body) ? (readPath(answer.body, listField) ?? []) : answer.body;
}

function isPastLast(answer: HttpResponse, given: Given): boolean {
  const { lastStatus } = given;
  if ((Array.isArray(lastStatus) ? lastStatus : [lastStatus]).some((each) => Number(each) === answer.status))
    return true;
  return answer.status < 400 && isEmpty(contentOf(answer, given));
}

function isEmpty(content: JsonValue): boolean {
  return content === null || content === '' || (Array.isArray(content) && content.length === 0);
}

function nextOf(
  first: HttpRequest,
  request: HttpRequest,
  answer: HttpResponse,
  given: Given & { page: number },
): HttpRequest | undefined {
  if (answer.status >= 400 || (given.moreField && !saysMore(answer.body, given.moreField))) return undefined;
  if (given.pages === 'number') return withPage(first, given, given.firstPage + given.page * given.pageStep);
  const next = given.nextField ? nextIn(answer.body, given.nextField) : linkOf(answer.headers['link']);
  if (next === undefined) return undefined;
  return given.pages === 'cursor' ? withPage(first, given, next) : atUrl(first, request, answer, next);
}

function saysMore(body: JsonValue, name: string): boolean {
  const value = isObject(body) ? (readPath(body, name) ?? null) : null;
  return !isEmpty(value) && value !== false && value !== 0 && !['false', '0'].includes(plainText(value));
}

function nextIn(body: JsonValue, name: string): string | undefined {
  const value = isObject(body) ? readPath(body, name) : undefined;
  // APIs end with nothing, an empty text or false.
  return value === undefined || value === null || value === '' || value === false
    ? undefined
    : plainText(value);
}

/** RFC 8288: `<https://…?page=2>; rel="next"`. */
function linkOf(header: string | string[] | undefined): string | undefined {
  for (const link of [header ?? []]
    .flat()
    .join(', ')
    .split(/,(?=\s*<)/u))
    if (/;\s*rel="?(?:[^";]*\s)?next(?:\s[^";]*)?"?\s*(?:;|$)/iu.test(link))
      return /<([^>]*)>/u.exec(link)?.[1];
  return undefined;
}

function withPage(request: HttpRequest, given: Given, page: number | string): HttpRequest {
  const { pageParameter: name, pageIn } = given;
  if (pageIn === 'query') return { ...request, query: { ...request.query, [name]: String(page) } };
  if (pageIn === 'headers') return { ...request, headers: { ...request.headers, [name]: String(page) } };
  const { body = {} } = request;
  if (body instanceof Uint8Array || isByteSource(body) || !isObject(body))
    throw wrong('pageIn', 'is the body, which is no JSON object');
  return { ...request, body: define({ ...body }, name, page) };
}

/** The server says where to ask next, and the headers may hold a key: they go to the server that was asked first, to no other. */
function atUrl(first: HttpRequest, request: HttpRequest, answer: HttpResponse, next: string): HttpRequest {
  const base = answer.url ?? request.url;
  if (!URL.canParse(next, base))
    throw new PatchbayError('connect-protocol', 'The next page has no valid URL.');
  const url = new URL(next, base);
  if (URL.canParse(first.url) && new URL(first.url).origin !== url.origin)
    throw new PatchbayError('egress-refused', `The next page lies with another server, ${url.host}.`);
  // It says the whole query.
  const { query: _query, ...rest } = first;
  return { ...rest, url: url.href };
}
