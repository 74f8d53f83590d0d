/** Gathers what arrives while a write is under way and writes it in one go; each caller waits for his own. */
export class Batcher<T> {
  #waiting: { items: readonly T[]; resolve: () => void; reject: (error: unknown) => void }[] = [];
  #isWriting = false;

  constructor(private readonly write: (items: readonly T[]) => Promise<void>) {}

  add(items: readonly T[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, mostAtOnce);
      try {
        await this.write(batch.flatMap(({ items }) => items));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#isWriting = false;
  }
}

/** SQLite takes at most 32,766 parameters in one statement. */
const mostAtOnce = 500;
