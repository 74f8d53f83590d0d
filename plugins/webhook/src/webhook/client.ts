import {
  type ByteSource,
  certificateSettings,
  checkedHeaders,
  type Credentials,
  encodeBody,
  type JsonValue,
  type OpenContext,
  PatchbayError,
  type WebhookAnswer,
} from '@patchbay/plugin-sdk';
import { type Endpoint, post } from '../post.js';
import type { fields } from './fields.js';
import { signatureHeaders } from './sign.js';

type Body = string | Uint8Array | ByteSource;

export interface WebhookClient extends Endpoint {
  headers: Record<string, string>;
  /** The headers of the authentication for one body. */
  authorize(body: Body): Promise<Record<string, string>>;
}

/** Opens no socket. */
export function openWebhook(credentials: Credentials<typeof fields>, { egress }: OpenContext): WebhookClient {
  const stored = Object.entries(credentials.headers ?? {}).map(([name, value]) => [name, value.reveal()]);
  return {
    egress,
    url: credentials.url,
    method: credentials.method,
    tls: certificateSettings(credentials),
    timeoutMs: credentials.timeout * 1_000,
    headers: checkedHeaders(Object.fromEntries(stored) as Record<string, string>),
    authorize: authorization(credentials),
  };
}

export interface SendOptions {
  signal: AbortSignal;
  headers?: Record<string, string>;
  withinMs?: number;
}

/** Any status is an answer. */
export async function send(
  client: WebhookClient,
  content: JsonValue | Uint8Array | ByteSource,
  { signal, headers = {}, withinMs }: SendOptions,
): Promise<WebhookAnswer> {
  const { body, contentType } = encodeBody(content);
  return post(client, {
    // Later ones replace earlier ones: stored headers choose the content type, but forge no signature.
    headers: merged({ 'Content-Type': contentType }, client.headers, headers, await client.authorize(body)),
    body,
    signal,
    ...(withinMs === undefined ? {} : { withinMs }),
  });
}

function authorization({ authType, authSecret }: Credentials<typeof fields>): WebhookClient['authorize'] {
  if (authType === 'none') return () => Promise.resolve({});
  const secret = authSecret?.reveal();
  if (!secret)
    throw new PatchbayError('connect-auth-failed', 'The connection has no token or signing secret.');
  if (authType === 'hmac') return (body) => signatureHeaders(secret, body);
  const bearer = checkedHeaders({ Authorization: `Bearer ${secret}` });
  return () => Promise.resolve(bearer);
}

/** Whatever their upper and lower case. */
function merged(...all: Readonly<Record<string, string>>[]): Record<string, string> {
  const byName = new Map<string, [string, string]>();
  for (const headers of all)
    for (const [name, value] of Object.entries(headers)) byName.set(name.toLowerCase(), [name, value]);
  return Object.fromEntries(byName.values());
}
