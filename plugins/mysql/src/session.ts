import { cancelStatement } from './cancel.js';
import type { Connected } from './connect.js';
import type { Database } from './database.js';
import { abortReason, isRefusal, statementProblem } from './problems.js';

/** A login while it is borrowed; an abort of the signal cancels what it executes. */
export interface Session {
  connected: Connected;
  /** Turns a failure into what the caller of the capability should see. */
  problem(error: unknown): Error;
  end(discard: boolean): void;
}

/** `work` says by its result whether the login may go back to the pool. */
export async function withSession<T>(
  database: Database,
  signal: AbortSignal,
  work: (connected: Connected) => Promise<{ result: T; discard: boolean }>,
): Promise<T> {
  const session = await openSession(database, signal);
  let over = true;
  try {
    const { result, discard } = await work(session.connected);
    over = discard;
    return result;
  } catch (error) {
    over = !isRefusal(error);
    throw session.problem(error);
  } finally {
    session.end(over);
  }
}

export async function openSession(database: Database, signal: AbortSignal): Promise<Session> {
  const connected = await database.pool.borrow(signal);
  const cancel = () => void cancelStatement(database, connected);
  signal.addEventListener('abort', cancel, { once: true });
  return {
    connected,
    problem: (error) => (signal.aborted ? abortReason(signal) : statementProblem(error)),
    end(discard) {
      signal.removeEventListener('abort', cancel);
      // The order to stop may arrive late, and would then hit the next borrower's statement.
      database.pool.giveBack(connected, discard || signal.aborted);
    },
  };
}
