/**
 * The part of `libsql/promise` that is used; its published types are `any`. Never bind anything but these
 * types (a boolean aborts the whole process); never call `run` or `get`, which block the event loop; there is an
 * `authorizer`, but with any rule at all it also denies functions, transactions and changes of the schema.
 */
export type Bindable = string | number | bigint | null;

export type Stored = string | number | bigint | null | Uint8Array | ArrayBuffer;

export interface Statement {
  raw(on: boolean): Statement;
  columns(): { name: string }[];
  /** Executes up to the first row off the event loop; further rows are stepped by `next` on it. */
  iterate(values: readonly Bindable[]): Promise<Iterator<Stored[]>>;
  all(values: readonly Bindable[]): Promise<unknown[]>;
}

export interface Handle {
  prepare(sql: string): Promise<Statement>;
  exec(sql: string): Promise<void>;
  interrupt(): void;
  close(): void;
  defaultSafeIntegers(on: boolean): unknown;
}

export async function loadDriver(): Promise<new (path: string, options: { timeout: number }) => Handle> {
  const { default: Database } = await import('libsql/promise');
  return Database;
}

/**
 * While a statement is prepared the driver holds a lock, and an interrupt waits for it with the whole event loop. It is
 * left out then; who aborts repeats it.
 */
export function withoutBlocking(handle: Handle): Handle {
  let preparing = 0;
  const prepare = handle.prepare.bind(handle);
  const interrupt = handle.interrupt.bind(handle);
  handle.prepare = async (sql) => {
    preparing++;
    try {
      return await prepare(sql);
    } finally {
      preparing--;
    }
  };
  handle.interrupt = () => {
    if (preparing === 0) interrupt();
  };
  return handle;
}
