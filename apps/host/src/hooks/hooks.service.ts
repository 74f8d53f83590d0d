import type { IncomingHttpHeaders } from 'node:http';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { RunItem } from '@patchbay/contracts';
import { networkOf } from '@patchbay/egress';
import { PatchbayError } from '@patchbay/errors';
import { Log } from '../logging/log.js';
import { VersionCache } from '../patterns/version-cache.js';
import { ActiveRun } from '../runs/active-run.js';
import type { Launch } from '../runs/launch.js';
import { newRunId } from '../runs/run-id.js';
import { factsOf, RunLauncher } from '../runs/run-launcher.js';
import { RunRecorder } from '../runs/run-recorder.js';
import { awaitAnswer } from './await-answer.js';
import { type Admission, CallGuards, type ShownCall } from './callers/call-guards.js';
import type { HookAnswer } from './hook-reply.js';
import type { HookRequest } from './hook-request.js';
import { preflightAnswer } from './options/cors.js';
import { readHook } from './read-hook.js';
import { OpenedForms } from './forms/opened-forms.js';
import { type HookMatch, HookTable } from './hook-table.js';
import { WebhookActivation } from './webhook-activation.js';
import type { WebhookRow } from './webhook.table.js';

/** Answers `/hooks/:environment/:path`: starts a run and replies as the trigger says. */
@Injectable()
export class HooksService implements OnApplicationBootstrap {
  constructor(
    private readonly table: HookTable,
    private readonly activation: WebhookActivation,
    private readonly versions: VersionCache,
    private readonly launcher: RunLauncher,
    private readonly recorder: RunRecorder,
    private readonly guards: CallGuards,
    private readonly opened: OpenedForms,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.activation.follow((error) => {
      this.log.error('What is live could not be read again', error);
    });
    await this.activation.reload();
  }

  /** @throws PatchbayError `webhook-not-found` */
  find(environment: string, method: string, path: string): HookMatch {
    const match = this.table.find(environment, method, path);
    if (match) return match;
    throw new PatchbayError('webhook-not-found', `No active pattern answers ${method} here.`);
  }

  /**
   * Of a browser that asks whether a page may call with a method.
   * @throws PatchbayError `webhook-not-found`, also where pages of other origins may not call
   */
  preflight(environment: string, path: string, headers: IncomingHttpHeaders): HookAnswer {
    const method = headers['access-control-request-method'] ?? '';
    const { hook } = this.find(environment, method, path);
    if (hook.options?.origins) return preflightAnswer(hook.options.origins, method, headers);
    throw new PatchbayError('webhook-not-found', 'No active pattern answers OPTIONS here.');
  }

  /**
   * Whether the call counts is for what the trigger asks of callers. Gives the run that it may start: what callers
   * must show was lent to that one.
   * @throws PatchbayError `caller-not-allowed`, `caller-unauthenticated`, `rate-limited`
   */
  async admit({ hook }: HookMatch, call: ShownCall): Promise<Admitted> {
    const { id: hookId, nodeId, options } = hook;
    if (!options?.guard) return nobodyAsked;
    const id = newRunId();
    const run = async () => {
      const launch = await this.#launchOf(hook, []);
      return new ActiveRun(factsOf({ ...launch, id }), launch.starter, launch.graph);
    };
    const step = { key: `${hookId} ${networkOf(call.address)}`, nodeId, run, nameIn: 'callId' } as const;
    return { id, ...(await this.guards.admit(options.guard, call, step)) };
  }

  /** Starts the run of a webhook and waits for as long as its trigger says. */
  async run(
    { hook, params }: HookMatch,
    request: Omit<HookRequest, 'params' | keyof Admission>,
    { id, ...shown }: Admitted = nobodyAsked,
  ): Promise<HookAnswer> {
    const { respond, options } = hook;
    const { items, uploads } = await readHook({ ...request, params, ...shown }, options ?? undefined);
    const launch = await this.#launchOf(hook, items);
    const given = { ...launch, uploads, ...(id === undefined ? {} : { id }) };
    const message = 'The run has started';
    const { instead } = this.opened;
    const told = { respond, message, recorder: this.recorder, receipt: options?.receipt, instead };
    return awaitAnswer(told, (onReply) => this.launcher.start({ ...given, onReply }));
  }

  async #launchOf(hook: WebhookRow, items: RunItem[]): Promise<Launch> {
    const { patternId, patternVersion, projectId, respond, environment, nodeId, options } = hook;
    const known = this.versions.known(patternId, patternVersion);
    const { graph, name } = known ?? (await this.versions.get(patternId, patternVersion));
    const answer = options?.answer;
    return {
      ...{ patternId, patternName: name, patternVersion, graph, environment },
      starter: { userId: hook.activatedBy, projectId },
      trigger: { kind: 'webhook', nodeId, items, respond, ...(answer ? { answer } : {}) },
    };
  }
}

/** A call that may start a run. */
interface Admitted extends Admission {
  /** Of the run, where something was lent to it already. */
  id?: string;
}

const nobodyAsked: Admitted = { checked: [] };
