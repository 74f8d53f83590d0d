import { type FileHandle, open } from 'node:fs/promises';

/**
 * Waits until what was committed to SQLite's write-ahead log is on the disk, as COMMIT does with synchronous=FULL,
 * but off the event loop, where requests and the next transaction go on meanwhile.
 */
export class WalSync {
  #file: Promise<FileHandle> | undefined;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(private readonly path: string) {}

  /** Resolves when everything committed before this call is on disk; those that wait at once share one write. */
  done(): Promise<void> {
    if (this.#running === undefined) return this.#begin();
    // The one that is under way may have missed what was committed since it began.
    this.#next ??= this.#running.catch(() => undefined).then(() => this.#begin());
    return this.#next;
  }

  async close(): Promise<void> {
    await this.#running?.catch(() => undefined);
    await (await this.#file)?.close();
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    const running = this.#sync().finally(() => {
      if (this.#running === running) this.#running = undefined;
    });
    this.#running = running;
    return running;
  }

  /** The log keeps its file for as long as the database is open, so one handle does. */
  async #sync(): Promise<void> {
    this.#file ??= open(this.path, 'r');
    await (await this.#file).datasync();
  }
}
