import type { Database } from './database.js';
import type { Handle } from './driver.js';
import { abortReason, problemOf } from './problems.js';

/** Lends a handle for the time of `work`; an abort of the signal interrupts what the handle executes. */
export async function withHandle<T>(
  database: Database,
  signal: AbortSignal,
  work: (handle: Handle) => Promise<T>,
): Promise<T> {
  const lent = await borrowHandle(database, signal);
  try {
    return await work(lent.handle);
  } catch (error) {
    throw lent.problem(error);
  } finally {
    lent.end();
  }
}

export interface Lent {
  handle: Handle;
  /** Turns a failure into what the caller of the capability should see. */
  problem(error: unknown): Error;
  end(): void;
}

export async function borrowHandle(database: Database, signal: AbortSignal): Promise<Lent> {
  const problem = (error: unknown) => (signal.aborted ? abortReason(signal) : problemOf(error));
  try {
    const release = await database.slots.take(signal);
    const handle = await openOr(release, database);
    const stopWatching = interruptOnAbort(handle, signal);
    const end = () => {
      stopWatching();
      if (database.closed) handle.close();
      else database.idle.push(handle);
      release();
    };
    return { handle, problem, end };
  } catch (error) {
    throw problem(error);
  }
}

async function openOr(release: () => void, database: Database): Promise<Handle> {
  try {
    return database.idle.pop() ?? (await database.openHandle());
  } catch (error) {
    release();
    throw error;
  }
}

/** Repeated, because SQLite forgets an interrupt that comes just before the statement begins. */
function interruptOnAbort(handle: Handle, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    handle.interrupt();
    timer = setInterval(() => handle.interrupt(), 20);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  return () => {
    signal.removeEventListener('abort', interrupt);
    clearInterval(timer);
  };
}
