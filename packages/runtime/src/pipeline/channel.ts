/** How long a giver waits before it may run ahead, as far as that is allowed. */
const patienceMs = 2_000;

/**
 * Where values may be put that nobody takes for a while, so that the giver can go on: a reader may hold locks that a
 * writer behind it waits for, and gives them back only when it has read to its end.
 */
export interface Storage<T> {
  /** Whether there is room. */
  reserve(value: T): boolean;
  /** The value was taken, reserved or not. */
  release(value: T): void;
}

/** Values from one who works to one who works at the same time: one is stored ahead, then the giver waits. */
export class Channel<T> implements AsyncIterable<T> {
  readonly #storage: Storage<T> | undefined;
  readonly #stored: T[] = [];
  #isPatient = true;
  #isOver = false;
  #hasEnough = false;
  #failure: { error: Error } | undefined;
  #wakeTaker: (() => void) | undefined;
  #wakeGiver: (() => void) | undefined;

  constructor(storage?: Storage<T>) {
    this.#storage = storage;
  }

  /** Resolves when another value is welcome. Rejects when the taker has failed. */
  async put(value: T): Promise<void> {
    this.#check();
    if (this.#hasEnough) return;
    this.#stored.push(value);
    this.#wakeTaker?.();
    while (this.#stored.length > 1 && !this.#mayRunAhead(value)) await this.#taken();
    this.#check();
  }

  end(): void {
    this.#isOver = true;
    this.#wakeTaker?.();
  }

  /** The taker wants no more; what is still put is dropped. */
  close(): void {
    this.#hasEnough = true;
    this.#stored.length = 0;
    this.#wakeGiver?.();
  }

  /** Both sides get the error; what is stored is dropped. */
  fail(error: Error): void {
    this.#failure ??= { error };
    this.#stored.length = 0;
    this.#wakeTaker?.();
    this.#wakeGiver?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      this.#check();
      const [value] = this.#stored;
      if (value !== undefined) {
        this.#stored.shift();
        this.#storage?.release(value);
        this.#wakeGiver?.();
        yield value;
      } else if (this.#isOver) return;
      else await new Promise<void>((resolve) => (this.#wakeTaker = resolve));
    }
  }

  #check(): void {
    if (this.#failure) throw this.#failure.error;
  }

  #mayRunAhead(value: T): boolean {
    return !this.#isPatient && (this.#storage?.reserve(value) ?? false);
  }

  #taken(): Promise<void> {
    return new Promise((resolve) => {
      const wake = (isPatient: boolean) => {
        clearTimeout(timer);
        this.#isPatient = isPatient;
        resolve();
      };
      const timer = this.#storage && setTimeout(wake, patienceMs, false);
      this.#wakeGiver = () => wake(true);
    });
  }
}
