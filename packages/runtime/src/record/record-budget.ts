import type { RecordLimits } from './limit.js';

const defaultRunBytes = 8 * 1024 * 1024;

/**
 * What the records of one run may take together: a loop of thousands of steps would otherwise fill the store, and the
 * host ends a runner that sends too much. Steps beyond it are recorded without their items and logs.
 */
export class RecordBudget implements RecordLimits {
  readonly recordedItems: number;
  readonly #stepBytes: number;
  /** Bytes. */
  left: number;

  constructor(limits: RecordLimits & { recordedRunBytes?: number }) {
    this.recordedItems = limits.recordedItems;
    this.#stepBytes = limits.recordedBytes;
    this.left = limits.recordedRunBytes ?? defaultRunBytes;
  }

  get recordedBytes(): number {
    return Math.min(this.#stepBytes, this.left);
  }

  get isSpent(): boolean {
    return this.left <= 0;
  }

  spend(bytes: number): void {
    this.left = Math.max(this.left - bytes, 0);
  }
}
