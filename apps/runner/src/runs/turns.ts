/**
 * Lets one caller go on per turn of the event loop. A run that needs no input or output goes from start to end
 * without a pause; many started at once would keep the process from answering the host, which would take it for hung.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isTaken) this.#give();
    });
  }

  #give(): void {
    const goOn = this.#waiting.shift();
    this.#isTaken = goOn !== undefined;
    if (!goOn) return;
    setImmediate(() => {
      this.#give();
    });
    goOn();
  }
}
