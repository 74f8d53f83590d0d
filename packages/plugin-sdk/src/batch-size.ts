import type { JsonValue } from '@patchbay/fields';
import { rowBytes } from './row-bytes.js';

/** A batch holds about so many bytes, so that wide rows do not fill the memory. */
const targetBytes = 1024 * 1024;
/** Nothing is known yet of the first rows. */
const firstCount = 64;
const growth = 8;
const sampleCount = 8;

/** How many rows to ask for next, by what the last ones were like. */
export class BatchSize {
  #next: number;
  readonly #max: number;

  constructor(max: number) {
    this.#max = Math.max(1, max);
    this.#next = Math.min(firstCount, this.#max);
  }

  get next(): number {
    return this.#next;
  }

  saw(rows: readonly (readonly JsonValue[])[]): void {
    if (rows.length === 0) return;
    const step = Math.ceil(rows.length / sampleCount);
    let bytes = 0;
    let samples = 0;
    for (let at = 0; at < rows.length; at += step, samples++) bytes += rowBytes(rows[at] ?? []);
    const fitting = Math.floor(targetBytes / Math.max(1, bytes / samples));
    this.#next = Math.max(1, Math.min(this.#max, fitting, this.#next * growth));
  }
}
