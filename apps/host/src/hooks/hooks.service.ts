import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { HookReply } from '@patchbay/protocol';
import { Log } from '../logging/log.js';
import { VersionCache } from '../patterns/version-cache.js';
import type { ActiveRun } from '../runs/active-run.js';
import { RunLauncher } from '../runs/run-launcher.js';
import { RunRecorder } from '../runs/run-recorder.js';
import { fromReply, type HookAnswer, jsonAnswer } from './hook-reply.js';
import { hookItem, type HookRequest } from './hook-request.js';
import { hookUploads } from './hook-upload.js';
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
    const { json } = hookItem({ ...request, params });
    const files = await hookUploads(request.headers['content-type'] ?? '', request.body);
    const items = [{ json: { ...json, ...files?.json } }];
    let reply: HookReply | undefined;
    let heard: () => void = () => undefined;
    const replied = new Promise<void>((resolve) => (heard = resolve));
    const run = this.launcher.start({
      ...{ patternId, patternName: name, patternVersion, graph, environment: hook.environment },
      starter: { userId: hook.activatedBy, projectId },
      trigger: { kind: 'webhook', nodeId: hook.nodeId, items, respond },
      onReply: (given) => {
        reply = given;
        heard();
      },
      ...(files ? { uploads: files.uploads } : {}),
    });
    // Acknowledged means recorded: whoever got an answer must find its run after a crash.
    if (respond === 'immediately') {
      await this.recorder.written(run);
      return jsonAnswer(202, { runId: run.facts.id, message: 'The run has started' });
    }
    if (respond === 'byNode') {
      await Promise.race([replied, ended(run)]);
      await this.recorder.written(run);
    } else await ended(run);
    return reply === undefined ? withoutReply(run) : fromReply(reply);
  }
}

function ended(run: ActiveRun): Promise<void> {
  return new Promise((resolve) => run.onceOver(resolve));
}

// The caller learns that it failed and how to find the record; what happened inside is for those who may read runs.
function withoutReply(run: ActiveRun): HookAnswer {
  const runId = run.facts.id;
  if (run.end?.status === 'success')
    return jsonAnswer(200, { runId, message: 'The run ended without a reply' });
  return jsonAnswer(500, { runId, message: 'The run failed' });
}
