import type { Duplex } from 'node:stream';
import type { Connection } from 'mysql2';
import type { Column } from './values.js';

/** Rows that may wait here before the first are asked for. */
const ahead = 500;

/**
 * The first result of a statement, its rows as they come. The driver's own stream never hears that the connection
 * was lost, and mixes the rows of all results of a procedure.
 */
export class ResultReader {
  readonly #connection: Connection;
  #columns: Column[] = [];
  #affected = 0;
  /** Which of a procedure's results is read; undefined until there is one. */
  #index: number | undefined;
  #rows: unknown[][] = [];
  /** With so many rows waiting the server is held back. */
  #wanted = ahead;
  #done = false;
  #failure: { error: unknown } | undefined;
  #wake: () => void = () => undefined;

  constructor(connection: Connection, socket: Duplex, statement: { sql: string; values: unknown[] }) {
    this.#connection = connection;
    const fail = (error: unknown) => this.#fail(error);
    const lost = () => this.#fail(Object.assign(new Error(), { code: 'PROTOCOL_CONNECTION_LOST' }));
    const command = connection.execute(statement);
    command.on('fields', (columns: Column[] | undefined, index?: number) =>
      this.#onColumns(columns, index ?? 0),
    );
    command.on('result', (result: unknown, index?: number) => this.#onResult(result, index ?? 0));
    command.on('error', fail);
    command.once('end', () => {
      connection.removeListener('error', fail);
      socket.removeListener('close', lost);
      this.#end();
    });
    // A lost connection is reported to the connection only.
    connection.on('error', fail);
    socket.once('close', lost);
  }

  /** Resolves when the columns are known, or the number of affected rows of a statement without. */
  async header(): Promise<{ columns: Column[]; affected: number }> {
    while (this.#index === undefined && !this.#done) await this.#change();
    if (this.#failure) throw this.#failure.error;
    return { columns: this.#columns, affected: this.#affected };
  }

  /** Up to `count` rows; fewer only at the end. */
  async take(count: number): Promise<{ rows: unknown[][]; done: boolean }> {
    this.#wanted = count;
    while (this.#rows.length < count && !this.#done) {
      this.#connection.resume();
      // Resuming handles what was held back at once.
      if (this.#rows.length < count && !this.#isDone()) await this.#change();
    }
    if (this.#failure) throw this.#failure.error;
    const rows = this.#rows.splice(0, count);
    const done = this.#done && this.#rows.length === 0;
    // The next rows come while the consumer works on these.
    if (!done && this.#rows.length < count) this.#connection.resume();
    return { rows, done };
  }

  #onColumns(columns: Column[] | undefined, index: number): void {
    if (!columns || this.#columns.length > 0) return;
    this.#columns = columns;
    this.#index = index;
    this.#wake();
  }

  #onResult(result: unknown, index: number): void {
    if (!Array.isArray(result)) {
      // Of a procedure the last one counts; it comes after its rows.
      this.#affected = (result as { affectedRows?: number } | null)?.affectedRows ?? 0;
    } else if (index === this.#index) {
      this.#rows.push(result);
      if (this.#rows.length < this.#wanted) return;
      this.#connection.pause();
      this.#wake();
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#end();
  }

  #end(): void {
    this.#done = true;
    this.#wake();
  }

  /** For the compiler: `resume` may have changed it. */
  #isDone(): boolean {
    return this.#done;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
