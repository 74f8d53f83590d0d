import type {
  ByteSource,
  EgressClient,
  EgressRequestInit,
  JsonValue,
  WebhookAnswer,
} from '@patchbay/plugin-sdk';

export interface Endpoint {
  egress: EgressClient;
  url: string;
  method: 'POST' | 'PUT';
  tls: NonNullable<EgressRequestInit['tls']>;
  timeoutMs: number;
}

export interface Outgoing {
  headers: Record<string, string>;
  body: string | Uint8Array | ByteSource;
  signal: AbortSignal;
  /** At most this long, however long the connection would wait. */
  withinMs?: number;
}

/** One request. A redirect is an answer: following it would drop the body, or hand it and its signature to somebody else. */
export async function post(
  endpoint: Endpoint,
  { headers, body, signal, withinMs }: Outgoing,
): Promise<WebhookAnswer> {
  const response = await endpoint.egress.fetch(endpoint.url, {
    method: endpoint.method,
    headers,
    body,
    tls: endpoint.tls,
    redirect: 'manual',
    timeoutMs: Math.min(endpoint.timeoutMs, withinMs ?? Infinity),
    maxBytes: largestAnswer,
    signal,
  });
  const text = await response.text();
  const { status, headers: answered } = response;
  return { status, headers: { ...answered }, body: parsed(text, String(answered['content-type'] ?? '')) };
}

/** 1 MiB. A webhook's answer is a receipt, and what the receiver sends is not ours to choose. */
const largestAnswer = 1_048_576;

function parsed(text: string, contentType: string): JsonValue {
  if (!/[/+]json\b/iu.test(contentType)) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
