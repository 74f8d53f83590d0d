import type { DataSource, EntityManager } from 'typeorm';
import { Mutex, TransactionScope } from './transactions.js';

/** The metadata store: SQLite in the data directory, or PostgreSQL. */
export class Store {
  readonly #mutex = new Mutex();
  readonly #scope = new TransactionScope();

  constructor(readonly dataSource: DataSource) {}

  get kind(): 'sqlite' | 'postgres' {
    return this.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite';
  }

  /** For reading outside of transactions; every write goes through `transaction`. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /**
   * Runs `work` in one transaction, which is on disk when the promise resolves. SQLite has a single connection:
   * two transactions at once would become one, and the rollback of either would undo both, so they queue.
   */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    this.#scope.refuseNested();
    const begin = () => this.#scope.run(() => this.dataSource.transaction(work));
    return this.kind === 'sqlite' ? this.#mutex.run(begin) : begin();
  }

  /** For what opens a transaction later, where a caller inside of one would wait for himself. */
  refuseInsideTransaction(): void {
    this.#scope.refuseNested();
  }

  close(): Promise<void> {
    return this.dataSource.destroy();
  }
}
