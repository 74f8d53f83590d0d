import { MemoryChange, type Stretch } from './memory-change.js';

const blockBytes = 16 * 1024;
const nothing = new Uint8Array(blockBytes);

/**
 * All of a memory as it was at one moment, to be put back for the next run: a copy of some hundred kilobytes instead
 * of a context that is made and evaluated again. Whatever a run did within the sandbox is undone by it, down to
 * what it left in freed memory.
 */
export class MemoryImage {
  readonly #stretches: readonly Stretch[];

  /** Nothing is stored behind `end`. */
  constructor(buffer: ArrayBuffer, end: number) {
    this.#stretches = stretchesOf(new Uint8Array(buffer, 0, end));
  }

  get bytes(): number {
    return this.#stretches.reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  /** What is different in the memory, of which `end` bytes have been used. */
  changeTo(buffer: ArrayBuffer, end: number): MemoryChange {
    const last = this.#stretches.at(-1);
    const before = new Uint8Array(Math.max(end, last ? last.at + last.bytes.length : 0));
    for (const { at, bytes } of this.#stretches) before.set(bytes, at);
    return new MemoryChange(before, new Uint8Array(buffer, 0, before.length));
  }

  /** `end` is how far the memory has been used since. */
  restore(buffer: ArrayBuffer, end: number): void {
    const memory = new Uint8Array(buffer);
    let last = 0;
    for (const { at, bytes } of this.#stretches) {
      wipeDownwards(memory, last, at);
      memory.set(bytes, at);
      last = at + bytes.length;
    }
    if (end > last) memory.fill(0, last, end);
  }
}

function stretchesOf(memory: Uint8Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let at = 0; at < memory.length;) {
    const start = at;
    while (at < memory.length && !isClean(memory, at)) at += blockBytes;
    if (at > start) stretches.push({ at: start, bytes: memory.slice(start, Math.min(at, memory.length)) });
    else at += blockBytes;
  }
  return stretches;
}

/**
 * Between the stretches lies the stack, 5 MB of which a call uses a few kilobytes from above: it is wiped down to
 * where it was not used.
 */
function wipeDownwards(memory: Uint8Array, from: number, to: number): void {
  for (let at = to - blockBytes; at >= from && !isClean(memory, at); at -= blockBytes)
    memory.fill(0, at, at + blockBytes);
}

function isClean(memory: Uint8Array, at: number): boolean {
  const block = memory.subarray(at, at + blockBytes);
  return (
    Buffer.compare(block, block.length === blockBytes ? nothing : nothing.subarray(0, block.length)) === 0
  );
}
