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
