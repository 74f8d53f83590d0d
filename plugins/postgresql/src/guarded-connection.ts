import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { isPatchbayError, PatchbayError, ResultLimit, rowOverhead } from '@patchbay/plugin-sdk';
import { FrameCheck } from './frame-check.js';

interface Attaching {
  attachListeners(stream: Duplex): void;
}

/**
 * A connection that ends when its driver cannot read what the server sent. The driver's parser throws for lengths
 * that do not fit, out of a listener of the socket, where nobody catches it: the whole runner would end.
 */
export function guardedConnection({ Connection }: typeof pg): new (config: object) => pg.Connection {
  const Base = Connection as unknown as new (config: object) => pg.Connection & Attaching;
  return class extends Base implements Limited {
    limit: ResultLimit | undefined;

    override attachListeners(stream: Duplex): void {
      const known = stream.listeners('data');
      super.attachListeners(stream);
      const frames = new FrameCheck();
      for (const listener of stream.listeners('data')) {
        if (known.includes(listener)) continue;
        stream.off('data', listener as () => void);
        stream.on('data', (chunk: Buffer) =>
          guarded(stream, () => {
            const messages = frames.check(chunk);
            // What a row takes besides its bytes; of rows without any a server can send millions.
            this.limit?.take(chunk.length + messages * rowOverhead);
            (listener as (chunk: Buffer) => void).call(stream, chunk);
          }),
        );
      }
    }
  };
}

function guarded(stream: Duplex, read: () => void): void {
  try {
    read();
  } catch (error) {
    const known = isPatchbayError(error) && error.code === 'items-exceed-memory';
    stream.destroy(known ? error : misunderstood());
  }
}

function misunderstood(): PatchbayError {
  return new PatchbayError(
    'connect-protocol',
    'The server gave an answer that the driver did not understand.',
  );
}

interface Limited {
  limit: ResultLimit | undefined;
}

/** While `work` reads a result whole, the connection ends when more bytes come than fit into the memory. */
export async function withinLimit<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  // Missing in the published types; the pool makes its clients with the class above.
  const { connection } = client as unknown as { connection: Limited };
  connection.limit = new ResultLimit();
  try {
    return await work();
  } finally {
    connection.limit = undefined;
  }
}
