import type { JsonValue } from '@patchbay/fields';

export type JsonObject = Record<string, JsonValue>;

/** Where an item came from: the index of an item of the previous step, and the input it arrived on. */
export interface PairedItem {
  item: number;
  input?: number;
}

/** A reference to binary data kept in a file of the run; the bytes never travel in an item. */
export interface BinaryReference {
  id: string;
  mimeType: string;
  fileName?: string;
  /** bytes */
  size: number;
}

/** What flows between nodes. The shape is n8n's, so that packages written for it fit. */
export interface Item {
  json: JsonObject;
  binary?: Record<string, BinaryReference>;
  pairedItem?: PairedItem | PairedItem[] | number;
}

/** What is known of a file besides its bytes. */
export type FileFacts = Pick<BinaryReference, 'mimeType' | 'fileName'>;

/** The files of a run. A reference comes with an item; the bytes are read and written here. */
export interface FileStore {
  /** What one file may hold. */
  readonly fileBytes: number;
  /** Rejects with `payload-too-large` beyond what one file, or all files of the run, may hold. */
  write(
    source: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    facts: FileFacts,
  ): Promise<BinaryReference>;
  /** Piece by piece. Fails with `run-file-not-found` for what is no file of the run. */
  read(reference: BinaryReference): AsyncIterable<Uint8Array>;
  /** All of it; `payload-too-large` beyond `maxBytes`. */
  bytes(reference: BinaryReference, maxBytes?: number): Promise<Uint8Array>;
}
