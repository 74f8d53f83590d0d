import type { IncomingMessage } from 'node:http';
import { PatchbayError } from '@patchbay/errors';

const bodyLimitBytes = 16 * 1024 * 1024;

/**
 * The whole body of a request.
 * @throws PatchbayError `payload-too-large`, `invalid-request` when the client breaks off
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const tooLarge = () =>
      reject(new PatchbayError('payload-too-large', `A webhook takes ${bodyLimitBytes} bytes at most.`));
    // Nothing is read of a body that says itself that it is too long.
    if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) return tooLarge();
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      // Chunked bodies do not say how long they are; one without an end must not fill the memory.
      if (size > bodyLimitBytes) {
        request.pause();
        tooLarge();
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => reject(new PatchbayError('invalid-request', 'The request broke off.')));
  });
}
