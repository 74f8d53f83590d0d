import { PatchbayError } from '@patchbay/errors';
import type { JsonValue } from '@patchbay/fields';
import { type ByteSource, isByteSource } from './byte-source.js';
import type { CallOptions, HttpCapability, HttpRequest, HttpResponse } from './capabilities.js';
import type { EgressClient, EgressRequestInit, EgressResponse } from './connector.js';

/** What a connection adds to every request. */
export type HttpDefaults = Pick<EgressRequestInit, 'secretHeaders' | 'tls' | 'timeoutMs'>;

/**
 * An HTTP client over an egress: bodies that are no text are sent as JSON, answers parsed as `responseFormat`
 * says. Any status is an answer. Rejects with `egress-refused`, `connect-*`, or `parameter-invalid` for headers.
 */
export function httpOver(egress: EgressClient, defaults: HttpDefaults = {}): HttpCapability {
  return {
    async request(request, options) {
      const response = await egress.fetch(withQuery(request), requestInit(request, options, defaults));
      return answer(response, request.responseFormat ?? 'auto');
    },
  };
}

function withQuery({ url, query = {} }: HttpRequest): URL {
  if (!URL.canParse(url))
    throw new PatchbayError('parameter-invalid', 'The URL is not an absolute http(s) address.');
  const parsed = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    for (const each of typeof value === 'string' ? [value] : value) parsed.searchParams.append(name, each);
  }
  return parsed;
}

function requestInit(
  request: HttpRequest,
  { signal }: CallOptions,
  defaults: HttpDefaults,
): EgressRequestInit {
  const encoded = request.body === undefined ? undefined : encodeBody(request.body);
  const headers = checkedHeaders(request.headers ?? {});
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  if (encoded && !named) headers['content-type'] = encoded.contentType;
  return {
    ...defaults,
    ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
    ...(request.maxBytes === undefined ? {} : { maxBytes: request.maxBytes }),
    ...redirectsOf(request),
    ...(encoded ? { body: encoded.body } : {}),
    method: request.method ?? 'GET',
    headers,
    signal,
  };
}

/** A line break in a value would end the header and begin one of the attacker's, or a second request. */
export function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/u.test(name)) {
      throw new PatchbayError('parameter-invalid', 'A header has a name that HTTP does not allow.');
    }
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    if (/[\0-\x08\x0a-\x1f\x7f]/u.test(value)) {
      throw new PatchbayError(
        'parameter-invalid',
        `The header "${name}" holds a line break or control character.`,
      );
    }
  }
  return { ...headers };
}

function redirectsOf({ maxRedirects }: HttpRequest): Pick<EgressRequestInit, 'redirect' | 'maxRedirects'> {
  if (maxRedirects === 0) return { redirect: 'manual' };
  return maxRedirects === undefined ? {} : { maxRedirects };
}

interface Encoded {
  body: string | Uint8Array | ByteSource;
  contentType: string;
}

/** A string or bytes as they are, anything else as JSON, with the type that it has unless a header says another. */
export function encodeBody(body: Exclude<HttpRequest['body'], undefined>): Encoded {
  if (typeof body === 'string') return { body, contentType: 'text/plain; charset=utf-8' };
  if (body instanceof Uint8Array) return { body, contentType: 'application/octet-stream' };
  if (isByteSource(body)) return { body, contentType: body.mimeType ?? 'application/octet-stream' };
  return { body: JSON.stringify(body), contentType: 'application/json' };
}

async function answer(
  response: EgressResponse,
  format: NonNullable<HttpRequest['responseFormat']>,
): Promise<HttpResponse> {
  const { status, statusText, headers } = response;
  const [url = ''] = response.url.split(/[?#]/u);
  if (format === 'stream') return { url, status, statusText, headers, body: null, stream: response.body };
  const text = await response.text();
  const says = String(headers['content-type'] ?? '');
  const parse = format === 'json' || (format === 'auto' && /[/+]json\b/iu.test(says));
  return { url, status, statusText, headers, body: parse ? parsed(text, format === 'json') : text };
}

function parsed(text: string, mustBeJson: boolean): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // The text is not repeated: it is the server's and may hold anything.
    if (mustBeJson && text !== '')
      throw new PatchbayError('connect-protocol', 'The answer is not valid JSON.');
    return text;
  }
}
