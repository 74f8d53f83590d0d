import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import { Log } from '../logging/log.js';
import { VersionCache } from '../patterns/version-cache.js';
import { RunLauncher } from '../runs/run-launcher.js';
import { RunRecorder } from '../runs/run-recorder.js';
import { awaitAnswer } from './await-answer.js';
import type { HookAnswer } from './hook-reply.js';
import type { HookRequest } from './hook-request.js';
import { readHook } from './read-hook.js';
import { type HookMatch, HookTable } from './hook-table.js';
import { WebhookActivation } from './webhook-activation.js';

/** Answers `/hooks/:environment/:path`: starts a run and replies as the trigger says. */
@Injectable()
export class HooksService implements OnApplicationBootstrap {
  constructor(
    private readonly table: HookTable,
    private readonly activation: WebhookActivation,
    private readonly versions: VersionCache,
    private readonly launcher: RunLauncher,
    private readonly recorder: RunRecorder,
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

  /** Starts the run of a webhook and waits for as long as its trigger says. */
  async run({ hook, params }: HookMatch, request: Omit<HookRequest, 'params'>): Promise<HookAnswer> {
    const { patternId, patternVersion, projectId, respond } = hook;
    const known = this.versions.known(patternId, patternVersion);
    const { graph, name } = known ?? (await this.versions.get(patternId, patternVersion));
    const { items, uploads } = await readHook({ ...request, params });
    const launch = {
      ...{ patternId, patternName: name, patternVersion, graph, environment: hook.environment },
      starter: { userId: hook.activatedBy, projectId },
      trigger: { kind: 'webhook', nodeId: hook.nodeId, items, respond },
      uploads,
    };
    const told = { respond, message: 'The run has started', recorder: this.recorder };
    return awaitAnswer(told, (onReply) => this.launcher.start({ ...launch, onReply }));
  }
}
