/** How long runs may go on one after the other before the process looks at what else has come. */
const turnMs = 1;

/**
 * Lets one caller go on at a time, for a while per turn of the event loop. A run that needs no input or output goes
 * from start to end without a pause; many started at once would keep the process from answering the host, which
 * would take it for hung.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;
  #beganAt = 0;

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isTaken) this.#begin();
    });
  }

  #begin(): void {
    this.#beganAt = performance.now();
    this.#give();
  }

  #give(): void {
    const goOn = this.#waiting.shift();
    this.#isTaken = goOn !== undefined;
    if (!goOn) return;
    goOn();
    // By the tick everything that the run did without waiting for input or output is done. Asked for from a microtask,
    // since a tick that another one asks for comes before any of them.
    queueMicrotask(() =>
      process.nextTick(() => {
        if (performance.now() - this.#beganAt < turnMs) this.#give();
        else setImmediate(() => this.#begin());
      }),
    );
  }
}
