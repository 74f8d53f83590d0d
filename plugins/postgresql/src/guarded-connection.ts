import type { Duplex } from 'node:stream';
import type pg from 'pg';
import { PatchbayError } from '@patchbay/plugin-sdk';
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
  return class extends Base {
    override attachListeners(stream: Duplex): void {
      const known = stream.listeners('data');
      super.attachListeners(stream);
      const frames = new FrameCheck();
      for (const listener of stream.listeners('data')) {
        if (known.includes(listener)) continue;
        stream.off('data', listener as () => void);
        stream.on('data', (chunk: Buffer) =>
          guarded(stream, () => {
            frames.check(chunk);
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
  } catch {
    stream.destroy(
      new PatchbayError('connect-protocol', 'The server gave an answer that the driver did not understand.'),
    );
  }
}
