/** Waits for answers by number. */
export class Acknowledgements {
  readonly #waiting = new Map<number, () => void>();
  #last = 0;

  expect(send: (number: number) => void): Promise<void> {
    const number = (this.#last += 1);
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      send(number);
    });
  }

  settle(number: number): void {
    this.#waiting.get(number)?.();
    this.#waiting.delete(number);
  }

  settleAll(): void {
    for (const number of [...this.#waiting.keys()]) this.settle(number);
  }
}
