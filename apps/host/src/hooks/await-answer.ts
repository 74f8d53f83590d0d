import type { HookReply, RunOrder } from '@patchbay/protocol';
import type { ActiveRun } from '../runs/active-run.js';
import type { RunRecorder } from '../runs/run-recorder.js';
import type { OnReply, OpenRunFile } from '../runners/runner-pool.js';
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
  begin: (onReply: OnReply) => ActiveRun | Promise<ActiveRun>,
): Promise<HookAnswer> {
  let reply: HookReply | undefined;
  let heard: () => void = () => undefined;
  const replied = new Promise<void>((resolve) => (heard = resolve));
  let file: OpenRunFile | undefined;
  const run = await begin((given, openFile) => {
    // The first one counts. Whoever sends more must not have a file opened for each.
    if (reply) return;
    reply = given;
    if (given.file && respond !== 'immediately') file = openFile();
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
  if (reply === undefined) return withoutReply(run);
  return reply.file && !file ? withoutFile(run) : fromReply(reply, file);
}

function ended(run: ActiveRun): Promise<void> {
  return new Promise((resolve) => run.onceOver(resolve));
}

/** Only data that names a file of another run, or one that is gone, comes to this. */
function withoutFile(run: ActiveRun): HookAnswer {
  return jsonAnswer(500, {
    runId: run.facts.id,
    message: 'The run answered with a file that it does not have',
  });
}

// The caller learns that it failed and how to find the record; what happened inside is for those who may read runs.
function withoutReply(run: ActiveRun): HookAnswer {
  const runId = run.facts.id;
  if (run.waiting) return jsonAnswer(202, { runId, message: 'The run waits and will go on' });
  if (run.end?.status === 'success')
    return jsonAnswer(200, { runId, message: 'The run ended without a reply' });
  return jsonAnswer(500, { runId, message: 'The run failed' });
}
