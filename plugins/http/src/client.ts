import {
  type CallOptions,
  certificateSettings,
  checkedHeaders,
  type Credentials,
  type HttpCapability,
  httpOver,
  type HttpRequest,
  type HttpResponse,
  type OpenContext,
  PatchbayError,
} from '@patchbay/plugin-sdk';
import { authHeaders } from './auth.js';
import type { fields } from './fields.js';

export interface HttpClient {
  http: HttpCapability;
  baseUrl: URL;
  /** Added to each request; a request cannot replace those of the authentication. */
  defaults: Record<string, string>;
  auth: Record<string, string>;
}

/** Opens no socket. */
export function openHttp(credentials: Credentials<typeof fields>, { egress }: OpenContext): HttpClient {
  const stored = Object.entries(credentials.headers ?? {}).map(([name, value]) => [name, value.reveal()]);
  const defaults = checkedHeaders(Object.fromEntries(stored) as Record<string, string>);
  const auth = checkedHeaders(authHeaders(credentials));
  const baseUrl = new URL(credentials.baseUrl);
  return {
    http: httpOver(egress, {
      // Values of default headers are secret, too: none of them follows a redirect to another origin.
      secretHeaders: [...Object.keys(defaults), ...Object.keys(auth)],
      tls: certificateSettings(credentials),
      timeoutMs: credentials.timeout * 1_000,
    }),
    baseUrl,
    defaults,
    auth,
  };
}

export async function request(
  client: HttpClient,
  wanted: HttpRequest,
  options: CallOptions,
): Promise<HttpResponse> {
  const headers = merged(client.defaults, wanted.headers ?? {}, client.auth);
  return client.http.request({ ...wanted, url: within(client.baseUrl, wanted.url), headers }, options);
}

/** Relative addresses continue the base URL's path, also with a leading slash. */
function within(baseUrl: URL, url: string): string {
  const absolute = /^[a-z][a-z\d+.-]*:/iu.test(url);
  const directory = baseUrl.href.replace(/\/*$/u, '/');
  // A second leading slash would name another host.
  const target = absolute ? url : `${directory}${url.replace(/^[/\\]+/u, '')}`;
  if (!URL.canParse(target))
    throw new PatchbayError('parameter-invalid', 'The URL is neither absolute nor relative to the base URL.');
  const parsed = new URL(url === '' ? baseUrl : target);
  // The pattern's data may decide the URL; the connection's credentials go nowhere but to its own origin.
  if (parsed.origin !== baseUrl.origin || parsed.username !== '' || parsed.password !== '') {
    throw new PatchbayError(
      'egress-refused',
      `This connection sends requests to ${baseUrl.origin} only. Use another connection for other hosts.`,
    );
  }
  return parsed.href;
}

/** Later ones replace earlier ones, whatever their upper and lower case. */
function merged(...all: Readonly<Record<string, string>>[]): Record<string, string> {
  const byName = new Map<string, [string, string]>();
  for (const headers of all)
    for (const [name, value] of Object.entries(headers)) byName.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(byName.values());
}
