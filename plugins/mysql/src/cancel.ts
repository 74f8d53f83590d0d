import type { Connected } from './connect.js';
import type { Database } from './database.js';
import { leave } from './pool.js';

/** How long the server may take to stop a statement before the connection is cut. */
const graceMs = 1_000;
/** Between preparing a statement and executing it a server forgets that it was asked to stop, so it is asked again. */
const againMs = 100;

/**
 * Asks the server, over a login of its own as the protocol wants it, to stop what this one executes.
 * Without it the server would work on for nobody: it notices a lost client only when it writes to it.
 */
export async function cancelStatement(database: Database, { connection, socket }: Connected): Promise<void> {
  const cut = setTimeout(() => socket.destroy(), graceMs);
  socket.once('close', () => clearTimeout(cut));
  const late = new AbortController();
  const giveUp = setTimeout(() => late.abort(), graceMs);
  try {
    const killer = await database.connect(late.signal);
    const ask = () => void killer.connection.query(`KILL QUERY ${connection.threadId}`, () => undefined);
    const again = setInterval(ask, againMs);
    const over = () => {
      clearInterval(again);
      void leave(killer);
    };
    ask();
    if (socket.destroyed) over();
    else socket.once('close', over);
  } catch {
    // The server cannot be reached: the grace time ends the statement for us.
  } finally {
    clearTimeout(giveUp);
  }
}
