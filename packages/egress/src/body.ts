import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, constants } from 'node:zlib';

import { PatchbayError } from '@patchbay/errors';

export interface BodyLimits {
  maxBytes: number;
  where: string;
  /** Rebuilds whatever goes wrong while reading. */
  explain(error: unknown): Error;
  /** Called once, when nothing more can come from the server. */
  over(): void;
}

/**
 * Decompresses and counts. Nothing is read ahead of the consumer, so an endless answer or a compression bomb costs a
 * few buffers until it meets the cap.
 */
export function limitedBody(
  source: Readable,
  encodings: readonly string[],
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  // Errors reach the consumer through the generator; one that nobody reads must not end the process.
  source.on('error', () => undefined).once('close', () => limits.over());
  return counted(source, encodings, limits);
}

async function* counted(
  source: Readable,
  encodings: readonly string[],
  limits: BodyLimits,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  try {
    for await (const chunk of decompressed(source, encodings) as AsyncIterable<Uint8Array>) {
      total += chunk.length;
      if (total > limits.maxBytes) throw tooLarge(limits.where, limits.maxBytes);
      yield chunk;
    }
  } catch (error) {
    throw limits.explain(error);
  }
}

export function tooLarge(where: string, maxBytes: number): PatchbayError {
  return new PatchbayError(
    'egress-limit-exceeded',
    `${where} answered with more than ${maxBytes} bytes. Ask for less, for instance page by page.`,
  );
}

function decompressed(source: Readable, encodings: readonly string[]): Readable {
  // A long chain of encodings multiplies the expansion; real servers use one.
  if (encodings.length > 2)
    throw new PatchbayError('connect-protocol', 'The answer is compressed more than twice.');
  return encodings.toReversed().reduce<Readable>((from, encoding) => {
    const decoder = decoders.get(encoding)?.();
    return decoder ? pipeline(from, decoder, () => undefined) : from;
  }, source);
}

// Lenient about a missing end, as browsers are: many servers close without the trailer.
const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const brotli = {
  flush: constants.BROTLI_OPERATION_FLUSH,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
};
const decoders = new Map<string, () => Transform>([
  ['gzip', () => createGunzip(lenient)],
  ['x-gzip', () => createGunzip(lenient)],
  ['deflate', () => createInflate(lenient)],
  ['br', () => createBrotliDecompress(brotli)],
]);
