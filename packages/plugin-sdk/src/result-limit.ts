import { getHeapStatistics } from 'node:v8';
import { PatchbayError } from '@patchbay/errors';
import type { JsonValue } from '@patchbay/fields';
import { rowBytes } from './row-bytes.js';

/** In memory a result takes up to four times the bytes of its values and of what each row takes besides. */
const heapShare = 0.25;

/** Bytes of a row beside its values, counted as they are: in memory its list and its object take four times as much. */
export const rowOverhead = 40;

/** Counts a result that is read whole, so that one too large fails by itself and not the process with all its runs. */
export class ResultLimit {
  readonly #bytes: number;
  #left: number;

  constructor(bytes = Math.floor(getHeapStatistics().heap_size_limit * heapShare)) {
    this.#bytes = bytes;
    this.#left = bytes;
  }

  /** @throws PatchbayError `items-exceed-memory` */
  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw tooLarge(this.#bytes);
  }

  /** @throws PatchbayError `items-exceed-memory` */
  takeRows(rows: readonly (readonly JsonValue[])[]): void {
    for (const row of rows) this.take(rowOverhead + rowBytes(row));
  }
}

function tooLarge(bytes: number): PatchbayError {
  return new PatchbayError(
    'items-exceed-memory',
    `This gives more than ${Math.max(1, Math.round(bytes / 1_048_576))} MB of rows at once. Read fewer rows or columns, ` +
      'or let a step pass them on in batches, as a Database Reader or Extract from File does where it stops at errors.',
  );
}
