import type pg from 'pg';
import type { Database } from './database.js';
import { guardedConnection } from './guarded-connection.js';

/** How long the server may take to stop a statement before the connection is cut. */
const graceMs = 1_000;
/** A server that is still reading the statement when it is asked to stop forgets it, so it is asked again. */
const againMs = 100;

/**
 * Asks the server to stop what this client executes, over a connection of its own as the protocol wants it.
 * Without it the server would work on for nobody.
 */
export async function cancelQuery(database: Database, client: pg.PoolClient): Promise<void> {
  const ask = () => sendCancel(database, client as unknown as BackendKey);
  const again = setInterval(() => void ask(), againMs);
  const cut = setTimeout(() => client.connection.stream.destroy(), graceMs);
  // A connection whose statement was cancelled is not used again, so no later statement can be meant.
  client.once('end', () => {
    clearInterval(again);
    clearTimeout(cut);
  });
  await ask();
}

/** What `BackendKeyData` told the client; missing in the published types. */
interface BackendKey {
  processID: number;
  secretKey: number;
}

interface CancelConnection extends pg.Connection {
  connect(port: number, host: string): void;
  requestSsl(): void;
  cancel(processID: number, secretKey: number): void;
}

function sendCancel({ pg, egress, target }: Database, key: BackendKey): Promise<void> {
  const config = { stream: () => egress.socket(), ssl: target.tls ? { ...target.tls } : false };
  const connection = new (guardedConnection(pg))(config) as CancelConnection;
  return new Promise((resolve) => {
    const send = () => connection.cancel(key.processID, key.secretKey);
    connection.once('connect', () => (target.tls ? connection.requestSsl() : send()));
    connection.once('sslconnect', send);
    // The server answers by closing. If it cannot be reached, the grace time ends the statement for us.
    connection.once('end', resolve);
    connection.on('error', () => resolve());
    connection.connect(target.port, target.host);
  });
}
