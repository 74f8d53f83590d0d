/**
 * A signal that can be aborted from several sides. Not by `AbortSignal.any` and `AbortSignal.timeout`: Node 20 may
 * collect such a signal as garbage while somebody listens to it, and then it never fires.
 */
export class Stop {
  readonly #controller = new AbortController();
  readonly #releases: (() => void)[] = [];

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The first reason counts. */
  abort(reason: unknown): void {
    this.#controller.abort(reason);
  }

  /** Aborts with another signal, for the same reason. */
  follow(other: AbortSignal): this {
    const abort = () => this.abort(other.reason);
    if (other.aborted) abort();
    else other.addEventListener('abort', abort, { once: true });
    this.#releases.push(() => other.removeEventListener('abort', abort));
    return this;
  }

  after(ms: number, reason: Error): this {
    const timer = setTimeout(() => this.abort(reason), ms);
    this.#releases.push(() => clearTimeout(timer));
    return this;
  }

  /** Nothing but `abort` aborts it from now on. */
  end(): void {
    for (const release of this.#releases.splice(0)) release();
  }
}
