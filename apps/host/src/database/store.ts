import type { DataSource, EntityManager } from 'typeorm';
import { directOf, type Direct, type Transactions } from './direct.js';
import { GroupCommit } from './group-commit.js';
import { Mutex, TransactionScope } from './transactions.js';
import type { WalSync } from './wal-sync.js';

/** The metadata store: SQLite in the data directory, or PostgreSQL. */
export class Store {
  readonly #mutex = new Mutex();
  readonly #scope = new TransactionScope();
  #direct: (Direct & Transactions) | undefined;

  /** For what comes often and can be written together with others. */
  readonly group: GroupCommit;

  /** @param wal SQLite's log; without one a COMMIT is on disk when it returns */
  constructor(
    readonly dataSource: DataSource,
    private readonly wal?: WalSync,
  ) {
    // PostgreSQL has a connection for each, and the chain of the audit is locked only for as long as that takes.
    this.group = new GroupCommit((work) => this.#commit(work), this.kind === 'sqlite');
  }

  get kind(): 'sqlite' | 'postgres' {
    return this.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite';
  }

  /** Prepared statements for reading outside of transactions. */
  get direct(): Direct {
    return this.#prepared;
  }

  /** For reading outside of transactions; every write goes through `transaction`. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /**
   * Runs `work` in one transaction, which is on disk when the promise resolves. SQLite has a single connection:
   * two transactions at once would become one, and the rollback of either would undo both, so they queue.
   */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    this.#scope.refuseNested();
    const begin = () => this.#scope.run(() => this.dataSource.transaction(work));
    const result = await (this.kind === 'sqlite' ? this.#mutex.run(begin) : begin());
    // Outside of the queue: while the disk writes, the next transaction works.
    await this.wal?.done();
    return result;
  }

  async #commit(work: (direct: Direct) => Promise<void>): Promise<void> {
    const commit = () => this.#prepared.transaction(work);
    await (this.kind === 'sqlite' ? this.#mutex.run(commit) : commit());
    await this.wal?.done();
  }

  /** Made when the data source is connected. */
  get #prepared(): Direct & Transactions {
    return (this.#direct ??= directOf(this.dataSource));
  }

  /** For what opens a transaction later, where a caller inside of one would wait for himself. */
  refuseInsideTransaction(): void {
    this.#scope.refuseNested();
  }

  async close(): Promise<void> {
    await this.wal?.close();
    await this.dataSource.destroy();
  }
}
