import { Readable } from 'node:stream';

import { PatchbayError } from '@patchbay/errors';

import type { EgressResponse } from './types.js';

/**
 * Readers over limited chunks; they may be called more than once and in any mix, but not after `body` was read. The
 * stream is made when asked for: most answers are read whole, and a stream costs as much as the rest of the request.
 */
export function createResponse(
  head: Pick<EgressResponse, 'status' | 'statusText' | 'headers' | 'url'>,
  chunks: AsyncIterable<Uint8Array>,
  source: Readable,
): EgressResponse {
  let stream: Readable | undefined;
  let read: Promise<Buffer> | undefined;
  const bytes = (): Promise<Buffer> => (read ??= join(stream ?? chunks));
  const text = async (): Promise<string> => decoder.decode(await bytes());
  return {
    ...head,
    get body() {
      return (stream ??= streamOf(chunks, source));
    },
    text,
    json: async () => parseJson(await text()),
    bytes,
  };
}

/** Destroyed unread, the chunks were never begun and cannot end the source themselves. */
function streamOf(chunks: AsyncIterable<Uint8Array>, source: Readable): Readable {
  return Readable.from(chunks, { objectMode: false }).once('close', () => void source.destroy());
}

async function join(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts);
}

const decoder = new TextDecoder();

/** The parser's own message quotes the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PatchbayError('connect-protocol', 'The answer is not valid JSON.');
  }
}
