import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RunItem } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { LaunchUpload } from '../runs/launch.js';
import { RunRecorder } from '../runs/run-recorder.js';
import { RunResumer } from '../waiting/run-resumer.js';
import type { WaitingRun } from '../waiting/waiting-run.table.js';
import { WaitingRuns } from '../waiting/waiting-runs.js';
import { type Admission, CallGuards, type ShownCall } from './callers/call-guards.js';
import { awaitAnswer, type Instead } from './await-answer.js';
import { OpenedForms } from './forms/opened-forms.js';
import type { HookAnswer } from './hook-reply.js';
import type { HookRequest } from './hook-request.js';
import { readHook } from './read-hook.js';
import type { ResumeAddress } from './resume-address.js';

type AwaitedCall = NonNullable<WaitingRun['call']>;
export type CalledRun = WaitingRun & { call: AwaitedCall };

/** Answers `/resume/:run/:token`: lets the run go on that waits for this call. */
@Injectable()
export class ResumeService {
  constructor(
    private readonly waits: WaitingRuns,
    private readonly resumer: RunResumer,
    private readonly recorder: RunRecorder,
    private readonly guards: CallGuards,
    private readonly opened: OpenedForms,
  ) {}

  /**
   * The run that waits for this call.
   * @throws PatchbayError `resume-url-not-found`, one and the same for a run that there is not, that is over, that waits
   * for something else or no longer, and for a token that is wrong or used: whoever guesses learns nothing
   */
  async find({ runId, token, suffix }: ResumeAddress, method: string): Promise<CalledRun> {
    const row = await this.waits.find(runId);
    const isShown = isOneOf(row?.tokenHashes ?? [], token);
    if (!row?.call || !isShown || !isMeant(row.call, method, suffix) || isLate(row))
      throw new PatchbayError('resume-url-not-found');
    return { ...row, call: row.call };
  }

  /**
   * Whether the run goes on by this call is for what its step says, too.
   * @throws PatchbayError `caller-not-allowed`, `caller-unauthenticated`, `rate-limited`
   */
  admit(row: CalledRun, call: ShownCall): Promise<Admission> {
    const run = () => this.resumer.asItWaits(row);
    const step = { key: row.runId, nodeId: row.nodeId, run, nameIn: 'runId' } as const;
    return this.guards.admit(row.call.guard, call, step);
  }

  /** Whether somebody tries the pattern out, or its trigger began the run. */
  async modeOf(row: CalledRun): Promise<'test' | 'production'> {
    const { facts } = await this.resumer.asItWaits(row);
    return facts.trigger === 'manual' ? 'test' : 'production';
  }

  /** @throws PatchbayError `resume-url-not-found` when another call was quicker */
  async run(row: CalledRun, request: Omit<HookRequest, 'params'>): Promise<HookAnswer> {
    const { items, uploads } = await readHook({ ...request, params: {} });
    return this.goOn(row, items, uploads);
  }

  /**
   * Who waits for an answer is led to the page that the run has come to, where it is for him.
   * @throws PatchbayError `resume-url-not-found` when another call was quicker
   */
  goOn(
    row: CalledRun,
    items: RunItem[],
    uploads: readonly LaunchUpload[],
    instead: Instead = this.opened.instead,
  ): Promise<HookAnswer> {
    const { respond } = row.call;
    const trigger = { kind: 'webhook', nodeId: row.nodeId, respond, items };
    const told = { respond, message: 'The run goes on', recorder: this.recorder, instead };
    return awaitAnswer(told, (onReply) => this.resumer.resume(row, { trigger, uploads, onReply }));
  }
}

function isMeant(call: AwaitedCall, method: string, suffix: string): boolean {
  const isMethod = method === call.method || (call.form !== undefined && method === 'GET');
  return isMethod && (call.suffix ?? '') === suffix;
}

/** What is due goes on by itself, even if nobody has come round to it yet. */
function isLate({ dueAt }: WaitingRun): boolean {
  return dueAt !== null && Date.parse(dueAt) <= Date.now();
}

// All of them are compared, each in constant time: how long it takes tells nothing about the token.
function isOneOf(hashes: readonly string[], token: string): boolean {
  const shown = createHash('sha256').update(token).digest();
  return hashes.map((hash) => timingSafeEqual(Buffer.from(hash, 'hex'), shown)).includes(true);
}
