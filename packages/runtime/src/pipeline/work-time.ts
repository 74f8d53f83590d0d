/** The time that a step works itself: what others take while it waits for them does not count. */
export class WorkTime {
  #left: number;
  readonly #onLate: () => void;
  #since: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Without milliseconds there is no end to it. */
  constructor(ms: number | undefined, onLate: () => void) {
    this.#left = ms ?? Number.POSITIVE_INFINITY;
    this.#onLate = onLate;
  }

  resume(): void {
    if (this.#left === Number.POSITIVE_INFINITY || this.#since !== undefined) return;
    this.#since = performance.now();
    this.#timer = setTimeout(this.#onLate, Math.max(0, this.#left));
  }

  pause(): void {
    if (this.#since === undefined) return;
    clearTimeout(this.#timer);
    this.#left -= performance.now() - this.#since;
    this.#since = undefined;
  }
}
