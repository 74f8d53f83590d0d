import { AsyncLocalStorage } from 'node:async_hooks';

/** Runs one task at a time, in the order in which they came. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(task, task);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/** Notices a transaction inside a transaction, which would wait for itself for ever. */
export class TransactionScope {
  readonly #storage = new AsyncLocalStorage<{ open: boolean }>();
  #open = 0;

  async run<T>(task: () => Promise<T>): Promise<T> {
    const scope = { open: true };
    this.#open += 1;
    try {
      return await this.#storage.run(scope, task);
    } finally {
      scope.open = false;
      this.#open -= 1;
      // While it is in use, Node 20 calls hooks at every promise of the process.
      if (this.#open === 0) this.#storage.disable();
    }
  }

  refuseNested(): void {
    if (this.#storage.getStore()?.open !== true) return;
    throw new TypeError('A transaction is open already: hand its manager on instead of opening another');
  }
}
