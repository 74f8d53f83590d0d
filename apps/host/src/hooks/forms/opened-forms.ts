import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ActiveRun } from '../../runs/active-run.js';
import { WaitingRuns } from '../../waiting/waiting-runs.js';
import type { Instead } from '../await-answer.js';
import type { HookAnswer } from '../hook-reply.js';
import { resumePrefix } from '../resume-address.js';
import { leadingPage } from './form-page.js';

/** Leads whoever waits for an answer to the page that the run has come to. */
@Injectable()
export class OpenedForms {
  constructor(private readonly waits: WaitingRuns) {}

  /** For calls that wait for an answer: a run that gave one has said what there is to say. */
  readonly instead: Instead = (run, hasReply) => (hasReply ? undefined : this.answerFor(run));

  /**
   * Undefined where the run waits for something else, or for a form that is somebody else's: who calls a webhook must
   * not get the page on which another one approves. The address is made here, since the tokens that the run gave out
   * are known to those alone to whom it gave them.
   */
  async answerFor({ facts, waiting }: ActiveRun): Promise<HookAnswer | undefined> {
    if (!waiting?.forCall) return undefined;
    const row = await this.waits.find(facts.id);
    if (row?.call?.form?.opensForCaller !== true) return undefined;
    const token = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(token).digest('hex');
    if (!(await this.waits.addToken(row, hash))) return undefined;
    const suffix = row.call.suffix === undefined ? '' : `/${row.call.suffix}`;
    return leadingPage(row.call.form.title, `${resumePrefix}${row.runId}/${token}${suffix}`);
  }
}
