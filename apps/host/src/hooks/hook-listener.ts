import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { AddressList } from '@patchbay/egress';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import { Redactor } from '@patchbay/redaction';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../logging/log.js';
import type { ShownCall } from './callers/call-guards.js';
import { callerAddress } from '../http/caller-address.js';
import { AwaitedForms } from './forms/awaited-forms.js';
import { wordsPage } from './forms/form-page.js';
import { hookAddress, hooksPrefix } from './hook-address.js';
import { readBody } from './hook-body.js';
import type { HookAnswer } from './hook-reply.js';
import type { HookMatch } from './hook-table.js';
import { HooksService } from './hooks.service.js';
import { corsHeaders, withCors } from './options/cors.js';
import { resumeAddress, resumePrefix } from './resume-address.js';
import { ResumeService } from './resume.service.js';
import { sendAnswer } from './send-answer.js';

/**
 * Answers requests for webhooks, and for runs that wait for a call, before the application sees them: they take any
 * method and any body, need no session, and must cost little more than the run that they start.
 */
@Injectable()
export class HookListener {
  readonly #proxies: AddressList;

  constructor(
    private readonly hooks: HooksService,
    private readonly resumes: ResumeService,
    private readonly redactor: Redactor,
    private readonly forms: AwaitedForms,
    private readonly log: Log,
    @Inject(CONFIG) config: Config,
  ) {
    this.#proxies = new AddressList(config.trustedProxies);
  }

  /** A listener that hands everything else on to `application`. */
  before(application: RequestListener): RequestListener {
    return (request, response) => {
      const { url = '' } = request;
      if (url.startsWith(hooksPrefix))
        void this.#answer(request, response, () => this.#run(request, response));
      else if (url.startsWith(resumePrefix))
        void this.#answer(request, response, () => this.#resume(request));
      else application(request, response);
    };
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    work: () => Promise<HookAnswer>,
  ): Promise<void> {
    const id = randomUUID();
    try {
      sendAnswer(response, id, await work(), this.redactor);
    } catch (error) {
      this.#refuse(request, response, id, error);
    }
  }

  async #run(request: IncomingMessage, response: ServerResponse): Promise<HookAnswer> {
    const { method = 'GET', url = '', headers } = request;
    const { environment, path, query } = hookAddress(url);
    if (method === 'OPTIONS') return this.hooks.preflight(environment, path, headers);
    const match = this.hooks.find(environment, method, path);
    if (match.hook.options) return this.#runAsAsked(match, query, request, response);
    const body = await readBody(request);
    return this.hooks.run(match, { method, headers, query, body });
  }

  async #runAsAsked(
    match: HookMatch,
    query: Record<string, string>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<HookAnswer> {
    const { method = 'GET', headers } = request;
    const { origins } = match.hook.options ?? {};
    const cors = origins ? corsHeaders(origins, headers) : {};
    // On a refusal, too: else the page learns nothing of it.
    for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
    // The body of whoever is refused is not read.
    const admitted = await this.hooks.admit(match, this.#shown(request));
    const body = await readBody(request);
    return withCors(await this.hooks.run(match, { method, headers, query, body }, admitted), cors);
  }

  #shown(request: IncomingMessage): ShownCall {
    return { address: callerAddress(request, this.#proxies), headers: request.headers };
  }

  async #resume(request: IncomingMessage): Promise<HookAnswer> {
    const { method = 'GET', url = '', headers } = request;
    const address = resumeAddress(url);
    const run = await this.resumes.find(address, method);
    const admission = await this.resumes.admit(run, this.#shown(request));
    const isForm = this.forms.isFor(run);
    if (isForm && method === 'GET') return this.forms.show(run, address);
    const body = await readBody(request);
    if (isForm) return this.forms.take(run, address, headers['content-type'] ?? '', body);
    return this.resumes.run(run, { method, headers, query: address.query, body, ...admission });
  }

  #refuse(request: IncomingMessage, response: ServerResponse, id: string, error: unknown): void {
    const problem = isPatchbayError(error) ? error : new PatchbayError('internal');
    if (problem !== error)
      this.log.error('A webhook failed', error, { requestId: id, method: request.method });
    // Whatever is left of the body is not read; the connection cannot be used for another request then.
    const last = request.complete ? {} : { connection: 'close' };
    const asks =
      problem.code === 'caller-unauthenticated'
        ? { 'www-authenticate': 'Basic realm="Patchbay", charset="UTF-8"' }
        : {};
    const { status, headers, body } = refusal(request, problem, id);
    sendAnswer(response, id, { status, headers: { ...headers, ...asks, ...last }, body }, this.redactor);
  }
}

/** Who opens the address of a run in a browser is told in words that it waits no longer, or why he may not. */
function refusal({ url = '', headers }: IncomingMessage, problem: PatchbayError, id: string): HookAnswer {
  const { status } = problem;
  const { title, detail = '' } = problem.toProblem();
  if (url.startsWith(resumePrefix) && headers.accept?.includes('text/html') === true)
    return wordsPage(status, title, problem.code === 'resume-url-not-found' ? overWords : detail, id);
  const type = { 'content-type': 'application/problem+json; charset=utf-8' };
  return { status, headers: type, body: JSON.stringify(problem.toProblem(id)) };
}

const overWords =
  'The address is wrong, or what waited here goes on already: the form was sent, its time is over, or the run has ended.';
