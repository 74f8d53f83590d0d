import type { RunChangesEvent, RunEvent } from '@patchbay/contracts';
import type { FastifyReply } from 'fastify';

const keepAliveMs = 15_000;

/** Whether whoever reads may still do so: a session ends, a person loses a role, a token is revoked while a stream is open. */
export type MayStillRead = () => Promise<boolean>;

export interface EventStream {
  send: (event: RunEvent | RunChangesEvent) => void;
  end: () => void;
  onClosed: (stop: () => void) => void;
}

/** Answers with server-sent events. Comments keep the connection alive, and it ends with the reader's right to it. */
export function openEventStream(reply: FastifyReply, mayStillRead: MayStillRead): EventStream {
  reply.hijack();
  const stream = reply.raw;
  // The security headers were set on the reply before it was taken over.
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) stream.setHeader(name, value);
  stream.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // A proxy must not hold events back.
    'x-accel-buffering': 'no',
  });
  // The reader knows that the stream stands, also where nothing happens for a while.
  stream.flushHeaders();
  const stayAlive = async () => {
    if (await mayStillRead()) stream.write(': still here\n\n');
    else stream.end();
  };
  const keepAlive = setInterval(() => void stayAlive(), keepAliveMs);
  stream.once('close', () => clearInterval(keepAlive));
  return {
    send: (event) => stream.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
    end: () => stream.end(),
    onClosed: (stop) => stream.once('close', stop),
  };
}
