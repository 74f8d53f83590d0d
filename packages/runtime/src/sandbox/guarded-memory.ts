const pageBytes = 65_536;
const initialBytes = 16 * 1024 * 1024;
const hardBytes = 512 * 1024 * 1024;

/**
 * The memory of an engine, growing only as far as it is allowed to. QuickJS has a memory limit of its own, which
 * counts nothing in WebAssembly (it relies on malloc_usable_size): without this guard one expression takes 2 GB.
 */
export class GuardedMemory {
  readonly memory: WebAssembly.Memory;
  #ceiling = initialBytes;

  constructor() {
    this.memory = new WebAssembly.Memory({
      initial: initialBytes / pageBytes,
      maximum: hardBytes / pageBytes,
    });
    const grow = this.memory.grow.bind(this.memory);
    this.memory.grow = (pages) => {
      // The allocator takes the refusal as "out of memory", which the engine reports as any other error.
      if (this.bytes + pages * pageBytes > this.#ceiling)
        throw new RangeError('The memory may not grow that far.');
      return grow(pages);
    };
  }

  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /** From now on the memory may grow by so many bytes. */
  allowGrowth(bytes: number): void {
    this.#ceiling = this.bytes + bytes;
  }

  /** So many bytes more than it was allowed. */
  extendGrowth(bytes: number): void {
    this.#ceiling += bytes;
  }
}
