import type { FileStore, Item } from '@patchbay/plugin-sdk';
import { fileOf } from '../files/reference.js';
import type { Given } from './parameters.js';

export type Pieces = Iterable<string> | AsyncIterable<Uint8Array>;

/** A file comes piece by piece, so its size costs no memory. */
export function contentOf(
  { binaryData, binaryPropertyName, value }: Given,
  item: Item,
  files: FileStore,
): Pieces {
  return binaryData ? files.read(fileOf(item, binaryPropertyName, 'binaryPropertyName')) : [value];
}

export async function fed<S extends { update(piece: string | Uint8Array): unknown }>(
  sink: S,
  pieces: Pieces,
): Promise<S> {
  for await (const piece of pieces) sink.update(piece);
  return sink;
}
