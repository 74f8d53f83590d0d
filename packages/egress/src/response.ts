import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

import { PatchbayError } from '@patchbay/errors';

import type { EgressResponse } from './types.js';

/** Readers over a limited body; they may be called more than once and in any mix, but not after `body` was read. */
export function createResponse(
  head: Pick<EgressResponse, 'status' | 'statusText' | 'headers' | 'url'>,
  body: Readable,
): EgressResponse {
  let read: Promise<Buffer> | undefined;
  const bytes = (): Promise<Buffer> => (read ??= buffer(body));
  const text = async (): Promise<string> => new TextDecoder().decode(await bytes());
  const json = async (): Promise<unknown> => parseJson(await text());
  return { ...head, body, text, json, bytes };
}

/** The parser's own message quotes the text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PatchbayError('connect-protocol', 'The answer is not valid JSON.');
  }
}
