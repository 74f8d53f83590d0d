/** Longer and longer pauses while starts fail one after the other. */
export class Backoff {
  #failures = 0;
  #isPausing = false;

  constructor(
    private readonly firstMs: number,
    private readonly mostMs: number,
  ) {}

  /** Failures in a row. */
  get failures(): number {
    return this.#failures;
  }

  get isPausing(): boolean {
    return this.#isPausing;
  }

  /** `again` is called when the next attempt may be made. */
  failed(again: () => void): void {
    const pauseMs = Math.min(this.firstMs * 2 ** this.#failures, this.mostMs);
    this.#failures += 1;
    this.#isPausing = true;
    setTimeout(() => {
      this.#isPausing = false;
      again();
    }, pauseMs).unref();
  }

  reset(): void {
    this.#failures = 0;
  }
}
