import type { HookReply, RunOrder } from '@patchbay/protocol';
import type { ActiveRun } from '../runs/active-run.js';
import type { RunRecorder } from '../runs/run-recorder.js';
import { fromReply, type HookAnswer, jsonAnswer } from './hook-reply.js';

interface Told {
  respond: NonNullable<RunOrder['trigger']['respond']>;
  /** To whoever is answered at once. */
  message: string;
  recorder: RunRecorder;
}

/** Lets a run begin, or go on, and waits for as long as whoever called is to wait. */
export async function awaitAnswer(
  { respond, message, recorder }: Told,
  begin: (onReply: (reply: HookReply) => void) => ActiveRun | Promise<ActiveRun>,
): Promise<HookAnswer> {
  let reply: HookReply | undefined;
  let heard: () => void = () => undefined;
  const replied = new Promise<void>((resolve) => (heard = resolve));
  const run = await begin((given) => {
    reply = given;
    heard();
  });
  // Acknowledged means recorded: whoever got an answer must find its run after a crash.
  if (respond === 'immediately') {
    await recorder.written(run);
    return jsonAnswer(202, { runId: run.facts.id, message });
  }
  if (respond === 'byNode') {
    await Promise.race([replied, ended(run)]);
    await recorder.written(run);
  } else await ended(run);
  return reply === undefined ? withoutReply(run) : fromReply(reply);
}

function ended(run: ActiveRun): Promise<void> {
  return new Promise((resolve) => run.onceOver(resolve));
}

// The caller learns that it failed and how to find the record; what happened inside is for those who may read runs.
function withoutReply(run: ActiveRun): HookAnswer {
  const runId = run.facts.id;
  if (run.waiting) return jsonAnswer(202, { runId, message: 'The run waits and will go on' });
  if (run.end?.status === 'success')
    return jsonAnswer(200, { runId, message: 'The run ended without a reply' });
  return jsonAnswer(500, { runId, message: 'The run failed' });
}
