import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AwaitedForm } from '@patchbay/protocol';
import type { ActiveRun } from '../../runs/active-run.js';
import type { HookAnswer } from '../hook-reply.js';
import { parseForm } from '../hook-upload.js';
import type { ResumeAddress } from '../resume-address.js';
import { type CalledRun, ResumeService } from '../resume.service.js';
import { awayPage, completionPage, formPage, formTokenName, wordsPage } from './form-page.js';
import { OpenedForms } from './opened-forms.js';
import { readForm } from './read-form.js';

type FormRun = CalledRun & { call: { form: AwaitedForm } };

/** Shows the form that a run waits for, and lets the run go on with what is sent. */
@Injectable()
export class AwaitedForms {
  constructor(
    private readonly resumes: ResumeService,
    private readonly opened: OpenedForms,
  ) {}

  isFor(run: CalledRun): run is FormRun {
    return run.call.form !== undefined;
  }

  /** Fields hold at first what the address says. */
  show(run: FormRun, { token, query }: ResumeAddress): HookAnswer {
    const values = new Map(Object.entries(query).map(([name, value]) => [name, [value]]));
    return formPage(run.call.form, formTokenOf(run, token), { values, errors: new Map() });
  }

  /** @throws PatchbayError `invalid-request`, `resume-url-not-found` when it was sent already */
  async take(run: FormRun, { token }: ResumeAddress, contentType: string, body: Buffer): Promise<HookAnswer> {
    const { form } = run.call;
    const data = await parseForm(body, contentType);
    const sent = await readForm(form, data);
    const formToken = formTokenOf(run, token);
    if (!isSame(data.get(formTokenName), formToken))
      return formPage(form, formToken, { ...sent, problem: changedWords }, 409);
    if (sent.errors.size > 0) return formPage(form, formToken, sent, 422);
    const facts = { submittedAt: new Date().toISOString(), formMode: await this.resumes.modeOf(run) };
    const items = [{ json: { ...sent.json, ...facts } }];
    const { respond } = run.call;
    const answer = await this.resumes.goOn(run, items, sent.uploads, (goesOn, hasReply) =>
      respond === 'byNode' && hasReply ? undefined : this.#pageAfter(form, goesOn),
    );
    if (respond === 'immediately') return completionPage(form);
    return respond === 'byNode' ? ledAway(form, answer) : answer;
  }

  /** Of a run that no node answered for. */
  async #pageAfter(form: AwaitedForm, run: ActiveRun): Promise<HookAnswer> {
    if (run.end && run.end.status !== 'success') return wordsPage(500, form.title, failedWords);
    return (await this.opened.answerFor(run)) ?? completionPage(form);
  }
}

/** A path leads to this host, to which the form may send. */
function ledAway({ title }: AwaitedForm, answer: HookAnswer): HookAnswer {
  const { location } = answer.headers;
  if (location === undefined || location.startsWith('/') || answer.status >= 400) return answer;
  return awayPage(title, location);
}

const changedWords = 'Something else is asked for now. Look through it, and send it again.';
const failedWords = 'It was sent, but what should follow failed.';

/**
 * One address may be given out before several forms: a page that was opened for one of them must not be taken for an
 * answer to the next. The key is the token of the address, which the store does not know.
 */
function formTokenOf({ runId, since }: FormRun, token: string): string {
  return createHmac('sha256', token).update(`${runId} ${since}`).digest('base64url');
}

function isSame(given: unknown, wanted: string): boolean {
  const [a, b] = [Buffer.from(typeof given === 'string' ? given : ''), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
