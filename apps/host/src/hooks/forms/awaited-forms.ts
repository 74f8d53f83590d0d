import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AwaitedForm } from '@patchbay/protocol';
import type { HookAnswer } from '../hook-reply.js';
import { parseForm } from '../hook-upload.js';
import type { ResumeAddress } from '../resume-address.js';
import { type CalledRun, ResumeService } from '../resume.service.js';
import { completionPage, formPage, formTokenName, wordsPage } from './form-page.js';
import { readForm } from './read-form.js';

type FormRun = CalledRun & { call: { form: AwaitedForm } };

/** Shows the form that a run waits for, and lets the run go on with what is sent. */
@Injectable()
export class AwaitedForms {
  constructor(private readonly resumes: ResumeService) {}

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
    const { status } = await this.resumes.goOn(run, items, sent.uploads);
    if (status < 500) return completionPage(form);
    return wordsPage(500, form.title, failedWords);
  }
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
