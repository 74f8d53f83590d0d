import { createHmac } from 'node:crypto';
import { type ByteSource, isByteSource } from '@patchbay/plugin-sdk';

/**
 * The headers by which a receiver knows that the body is ours and recent. Signed is `<timestamp>.<body>`, so that
 * neither can be replaced alone; the timestamp is in seconds since 1970. A file is read once for its signature and
 * once more when it is sent.
 */
export async function signatureHeaders(
  secret: string,
  body: string | Uint8Array | ByteSource,
  now: number = Date.now(),
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.`);
  if (isByteSource(body)) for await (const piece of body.read()) signature.update(piece);
  else signature.update(body);
  return { 'X-Patchbay-Timestamp': timestamp, 'X-Patchbay-Signature': `v1=${signature.digest('hex')}` };
}
