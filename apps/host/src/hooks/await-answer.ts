import { closeSync } from 'node:fs';
import type { HookReply, RunOrder } from '@patchbay/protocol';
import type { ActiveRun } from '../runs/active-run.js';
import type { RunRecorder } from '../runs/run-recorder.js';
import type { OnReply, OpenRunFile } from '../runners/runner-pool.js';
import { fromReply, type HookAnswer, jsonAnswer } from './hook-reply.js';
import type { Receipt } from './options/webhook-options.js';

interface Told {
  respond: NonNullable<RunOrder['trigger']['respond']>;
  /** To whoever is answered at once. */
  message: string;
  recorder: Pick<RunRecorder, 'written'>;
  /** What whoever is answered at once gets instead. */
  receipt?: Receipt | undefined;
  /** What is answered to who waits, instead of what the run says, or where it says nothing. */
  instead?: Instead;
}

export type Instead = (run: ActiveRun, hasReply: boolean) => Promise<HookAnswer | undefined> | undefined;

/** Lets a run begin, or go on, and waits for as long as whoever called is to wait. */
export async function awaitAnswer(told: Told, begin: Begin): Promise<HookAnswer> {
  const heard = new Heard(told.respond);
  try {
    return await answerOf(told, heard, await begin(heard.onReply));
  } finally {
    // Else each request whose answer comes to nothing would leave an open file behind, until there can be no more.
    heard.close();
  }
}

type Begin = (onReply: OnReply) => ActiveRun | Promise<ActiveRun>;

/** What the run answered, and the file that is open for it until it is handed over. */
class Heard {
  readonly replied: Promise<void>;
  reply: HookReply | undefined;
  file: OpenRunFile | undefined;
  #isOver = false;
  #tell: () => void = () => undefined;

  constructor(private readonly respond: Told['respond']) {
    this.replied = new Promise((resolve) => (this.#tell = resolve));
  }

  readonly onReply: OnReply = (given, openFile) => {
    // The first one counts. Whoever sends more, or late, must not have a file opened for each.
    if (this.reply || this.#isOver) return;
    this.reply = given;
    if (given.file && this.respond !== 'immediately') this.file = openFile();
    this.#tell();
  };

  /** From now on the file belongs to the answer. */
  handOver(answer: HookAnswer): HookAnswer {
    this.file = undefined;
    return answer;
  }

  close(): void {
    this.#isOver = true;
    if (this.file) closeSync(this.file.descriptor);
  }
}

async function answerOf(
  { respond, message, recorder, receipt = {}, instead }: Told,
  heard: Heard,
  run: ActiveRun,
): Promise<HookAnswer> {
  // Acknowledged means recorded: whoever got an answer must find its run after a crash.
  if (respond === 'immediately') {
    await recorder.written(run);
    return receiptAnswer(receipt, { runId: run.facts.id, message });
  }
  if (respond === 'byNode') {
    await Promise.race([heard.replied, ended(run)]);
    await recorder.written(run);
  } else await ended(run);
  const { reply, file } = heard;
  const page = await instead?.(run, reply !== undefined);
  if (page) return page;
  if (reply === undefined) return withoutReply(run);
  return reply.file && !file ? withoutFile(run) : heard.handOver(fromReply(reply, file));
}

function receiptAnswer({ status = 202, headers = {}, body }: Receipt, usual: object): HookAnswer {
  const isText = typeof body === 'string';
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  const text = isText ? body : JSON.stringify(body ?? usual);
  return fromReply({
    status,
    headers: { 'content-type': type, ...headers },
    body: text,
    encoding: 'utf8',
  });
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
