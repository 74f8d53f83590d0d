/** A stretch of memory that holds something. */
export interface Stretch {
  readonly at: number;
  readonly bytes: Uint8Array;
}

const blockBytes = 1024;

/** What is different between two states of a memory, so that the second can be made of the first. */
export class MemoryChange {
  readonly #stretches: Stretch[] = [];

  constructor(before: Uint8Array, after: Uint8Array) {
    for (let at = 0; at < after.length; at += blockBytes) {
      const bytes = after.subarray(at, at + blockBytes);
      if (Buffer.compare(before.subarray(at, at + blockBytes), bytes) === 0) continue;
      this.#stretches.push({ at, bytes: bytes.slice() });
    }
  }

  /** The memory must be as it was before. Answers with the empty text, as compiling does. */
  apply(buffer: ArrayBuffer): '' {
    const memory = new Uint8Array(buffer);
    for (const { at, bytes } of this.#stretches) memory.set(bytes, at);
    return '';
  }
}
