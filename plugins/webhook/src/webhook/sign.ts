import { createHmac } from 'node:crypto';

/**
 * The headers by which a receiver knows that the body is ours and recent. Signed is `<timestamp>.<body>`, so that
 * neither can be replaced alone; the timestamp is in seconds since 1970.
 */
export function signatureHeaders(
  secret: string,
  body: string | Uint8Array,
  now: number = Date.now(),
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  return { 'X-Patchbay-Timestamp': timestamp, 'X-Patchbay-Signature': `v1=${signature}` };
}
