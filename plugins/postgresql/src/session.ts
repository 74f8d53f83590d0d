import type pg from 'pg';
import { cancelQuery } from './cancel.js';
import type { Database } from './database.js';
import { abortReason, isStatementError, problemOf } from './problems.js';

/** A client of the pool while it is borrowed; an abort of the signal cancels what it executes. */
export interface Session {
  client: pg.PoolClient;
  /** Turns a failure into what the caller of the capability should see. */
  problem(error: unknown): Error;
  end(discard?: boolean): void;
}

export async function withSession<T>(
  database: Database,
  signal: AbortSignal,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const session = await openSession(database, signal);
  let failed: unknown;
  try {
    return await work(session.client);
  } catch (error) {
    failed = error;
    throw session.problem(error);
  } finally {
    session.end(failed !== undefined && !isStatementError(failed));
  }
}

export async function openSession(database: Database, signal: AbortSignal): Promise<Session> {
  const client = await borrow(database.pool, signal);
  const cancel = () => void cancelQuery(database, client);
  signal.addEventListener('abort', cancel, { once: true });
  // A connection that breaks between two statements emits; without a listener that would end the process.
  client.on('error', ignore);
  return {
    client,
    problem: (error) => (signal.aborted ? abortReason(signal) : problemOf(error)),
    end(discard = false) {
      signal.removeEventListener('abort', cancel);
      client.removeListener('error', ignore);
      client.release(discard || signal.aborted || isUnclean(client));
    },
  };
}

/** A statement may have opened a transaction that the next borrower must not find. */
function isUnclean(client: pg.PoolClient): boolean {
  return client.getTransactionStatus() !== 'I';
}

async function borrow(pool: pg.Pool, signal: AbortSignal): Promise<pg.PoolClient> {
  if (signal.aborted) throw abortReason(signal);
  let onAbort = ignore;
  const pending = pool.connect().catch((error: unknown) => {
    throw problemOf(error);
  });
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(abortReason(signal));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([pending, aborted]);
  } catch (error) {
    // When nobody waits for it any more, it goes back as soon as it comes.
    pending.then((client) => client.release(), ignore);
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function ignore(): void {}
