import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';

export type SqlValue = string | number | null;

/**
 * Constant statements, prepared once and run past TypeORM, which builds and parses its text anew each time: for the
 * few that every run and every lease needs. Placeholders are `?` for both databases. Every promise of SQLite is
 * settled when it is given.
 */
export interface Direct {
  readonly kind: 'sqlite' | 'postgres';
  all<R>(sql: string, values?: readonly SqlValue[]): Promise<R[]>;
  /** The values of the first row in the order of the columns: SQLite gives them in half the time of an object. */
  first(sql: string, values?: readonly SqlValue[]): Promise<unknown[] | undefined>;
  run(sql: string, values?: readonly SqlValue[]): Promise<void>;
}

/** Outside of transactions, with the store's own connection or connections. */
export function directOf({ options, driver }: DataSource): Direct & Transactions {
  if (options.type === 'postgres') return new PostgresPool((driver as unknown as { master: Pool }).master);
  return new SqliteDirect((driver as unknown as { databaseConnection: SqliteDatabase }).databaseConnection);
}

/** Within a transaction that TypeORM began. */
export function directOver(manager: EntityManager): Direct {
  const kind = manager.dataSource.options.type === 'postgres' ? 'postgres' : 'sqlite';
  const query = <R>(sql: string, values: readonly SqlValue[] = []) =>
    manager.query<R>(kind === 'postgres' ? named(sql).text : sql, [...values]);
  return {
    kind,
    all: <R>(sql: string, values?: readonly SqlValue[]) => query<R[]>(sql, values),
    first: async (sql, values) =>
      (await query<object[]>(sql, values)).map((row) => Object.values(row) as unknown[])[0],
    run: async (sql, values) => void (await query(sql, values)),
  };
}

export interface Transactions {
  /** Commits what `work` did, or nothing of it. On SQLite no other transaction may be open. */
  transaction(work: (direct: Direct) => Promise<void>): Promise<void>;
}

class SqliteDirect implements Direct, Transactions {
  readonly kind = 'sqlite';
  readonly #statements = new Map<string, SqliteStatement>();
  /** Apart, because how a statement gives its rows is a setting of the statement. */
  readonly #raw = new Map<string, SqliteStatement>();

  constructor(private readonly database: SqliteDatabase) {}

  async all<R>(sql: string, values: readonly SqlValue[] = []): Promise<R[]> {
    return this.#prepared(sql).all(values) as R[];
  }

  async first(sql: string, values: readonly SqlValue[] = []): Promise<unknown[] | undefined> {
    let statement = this.#raw.get(sql);
    if (!statement) this.#raw.set(sql, (statement = this.database.prepare(sql).raw(true)));
    return statement.all(values)[0] as unknown[] | undefined;
  }

  async run(sql: string, values: readonly SqlValue[] = []): Promise<void> {
    this.#prepared(sql).run(values);
  }

  async transaction(work: (direct: Direct) => Promise<void>): Promise<void> {
    this.#prepared('BEGIN').run([]);
    try {
      await work(this);
      this.#prepared('COMMIT').run([]);
    } catch (error) {
      this.#prepared('ROLLBACK').run([]);
      throw error;
    }
  }

  #prepared(sql: string): SqliteStatement {
    let statement = this.#statements.get(sql);
    if (!statement) this.#statements.set(sql, (statement = this.database.prepare(sql)));
    return statement;
  }
}

class PostgresDirect implements Direct {
  readonly kind = 'postgres';

  constructor(private readonly client: Pick<Client, 'query'>) {}

  async all<R>(sql: string, values: readonly SqlValue[] = []): Promise<R[]> {
    const { rows } = await this.client.query({ ...named(sql), values });
    return rows as R[];
  }

  async first(sql: string, values: readonly SqlValue[] = []): Promise<unknown[] | undefined> {
    const { rows } = await this.client.query({ ...named(sql), values, rowMode: 'array' });
    return rows[0] as unknown[] | undefined;
  }

  async run(sql: string, values: readonly SqlValue[] = []): Promise<void> {
    await this.client.query({ ...named(sql), values });
  }
}

class PostgresPool extends PostgresDirect implements Transactions {
  constructor(private readonly pool: Pool) {
    super(pool);
  }

  async transaction(work: (direct: Direct) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query({ text: 'BEGIN' });
      await work(new PostgresDirect(client));
      await client.query({ text: 'COMMIT' });
      client.release();
    } catch (error) {
      // The connection goes with what it has open, so that no half of a transaction reaches the next user of it.
      client.release(true);
      throw error;
    }
  }
}

/** Under its name a connection parses the statement once. */
function named(sql: string): { name: string; text: string } {
  let known = names.get(sql);
  if (!known) {
    let count = 0;
    const text = sql.replaceAll('?', () => `$${(count += 1)}`);
    const name = `patchbay_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
    names.set(sql, (known = { name, text }));
  }
  return known;
}

const names = new Map<string, { name: string; text: string }>();

interface SqliteStatement {
  run(values: readonly SqlValue[]): unknown;
  all(values: readonly SqlValue[]): unknown[];
  raw(on: boolean): SqliteStatement;
}

interface SqliteDatabase {
  prepare(sql: string): SqliteStatement;
}

interface Client {
  query(query: {
    name?: string;
    text: string;
    values?: readonly SqlValue[];
    rowMode?: 'array';
  }): Promise<{ rows: unknown[] }>;
  release(destroy?: boolean): void;
}

interface Pool extends Pick<Client, 'query'> {
  connect(): Promise<Client>;
}
