import { PatchbayError } from '@patchbay/errors';

/** Whether a runner has started: settled once, at the latest when its time is over. */
export class StartSignal {
  readonly promise: Promise<void>;
  readonly #timer: NodeJS.Timeout;
  #resolve: () => void = () => undefined;
  #reject: (problem: PatchbayError) => void = () => undefined;
  #succeeded = false;

  constructor(withinMs: number, onLate: (problem: PatchbayError) => void) {
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever started the runner waits for this; a runner that ends unasked needs no second complaint.
    this.promise.catch(() => undefined);
    this.#timer = setTimeout(() => {
      onLate(
        new PatchbayError(
          'runner-unavailable',
          `It was not ready within ${Math.round(withinMs / 1000)} seconds.`,
        ),
      );
    }, withinMs).unref();
  }

  get hasSucceeded(): boolean {
    return this.#succeeded;
  }

  succeed(): void {
    clearTimeout(this.#timer);
    this.#succeeded = true;
    this.#resolve();
  }

  fail(problem: PatchbayError): void {
    clearTimeout(this.#timer);
    this.#reject(problem);
  }
}
