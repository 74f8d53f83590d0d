import type { RunDetail, RunEvent } from '@patchbay/contracts';
import type { FastifyReply } from 'fastify';
import type { ActiveRun } from './active-run.js';

const keepAliveMs = 15_000;

/**
 * Answers with server-sent events: first what happened so far, then what happens, until the run is over. A client
 * that reconnects gets everything again; records are complete, so repeating them does no harm.
 */
export function sendRunEvents(
  followed: { active: ActiveRun } | { record: RunDetail },
  reply: FastifyReply,
): void {
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
  const send = (event: RunEvent) => stream.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  const { steps, ...run } = 'active' in followed ? followed.active.detail() : followed.record;
  for (const step of steps) send({ type: 'step', step });
  send({ type: 'run', run });
  if (!('active' in followed)) {
    stream.end();
    return;
  }
  const keepAlive = setInterval(() => stream.write(': still here\n\n'), keepAliveMs);
  const unfollow = followed.active.follow(send, () => stream.end());
  stream.once('close', () => {
    clearInterval(keepAlive);
    unfollow();
  });
}
