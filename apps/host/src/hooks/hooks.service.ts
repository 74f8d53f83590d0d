import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { HookReply } from '@patchbay/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { VersionCache } from '../patterns/version-cache.js';
import type { ActiveRun } from '../runs/active-run.js';
import { RunLauncher } from '../runs/run-launcher.js';
import { RunRecorder } from '../runs/run-recorder.js';
import { trimSlashes } from './hook-path.js';
import { fromReply, type HookAnswer, jsonAnswer } from './hook-reply.js';
import { hookItem } from './hook-request.js';
import { hookUploads } from './hook-upload.js';
import { type HookMatch, HookTable } from './hook-table.js';
import { WebhookActivation } from './webhook-activation.js';

const bodyLimitBytes = 16 * 1024 * 1024;

/** Answers `/hooks/:environment/:path`: starts a run and replies as the trigger says. */
@Injectable()
export class HooksService implements OnApplicationBootstrap {
  constructor(
    private readonly table: HookTable,
    private readonly activation: WebhookActivation,
    private readonly versions: VersionCache,
    private readonly launcher: RunLauncher,
    private readonly recorder: RunRecorder,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.activation.reload();
  }

  /** Registers the route in a scope of its own, where bodies of every type are taken as bytes. */
  async register(fastify: FastifyInstance): Promise<void> {
    await fastify.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: bodyLimitBytes },
        (_request, body, parsed) => {
          parsed(null, body);
        },
      );
      scope.all<{ Params: { environment: string; '*': string } }>('/hooks/:environment/*', (request, reply) =>
        this.#answer(request, request.params.environment, request.params['*'], reply),
      );
      done();
    });
  }

  async #answer(
    request: FastifyRequest,
    environment: string,
    path: string,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const match = this.table.find(environment, request.method, trimSlashes(path));
    if (!match)
      throw new PatchbayError('webhook-not-found', `No active pattern answers ${request.method} here.`);
    const answer = await this.#run(match, request);
    return reply.status(answer.status).headers(answer.headers).send(answer.body);
  }

  async #run({ hook, params }: HookMatch, request: FastifyRequest): Promise<HookAnswer> {
    const { graph, name } = await this.versions.get(hook.patternId, hook.patternVersion);
    const { json } = hookItem(request, params);
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const files = await hookUploads(request.headers['content-type'] ?? '', bytes);
    const items = [{ json: { ...json, ...files?.json } }];
    const { replied, onReply } = awaitReply();
    const run = this.launcher.start({
      patternId: hook.patternId,
      patternName: name,
      patternVersion: hook.patternVersion,
      graph,
      environment: hook.environment,
      starter: { userId: hook.activatedBy, projectId: hook.projectId },
      trigger: { kind: 'webhook', nodeId: hook.nodeId, items, respond: hook.respond },
      onReply,
      ...(files ? { uploads: files.uploads } : {}),
    });
    // Acknowledged means recorded: whoever got an answer must find its run after a crash.
    const recorded = hook.respond === 'whenDone' ? ended(run) : this.recorder.written();
    if (hook.respond === 'immediately') {
      await recorded;
      return jsonAnswer(202, { runId: run.facts.id, message: 'The run has started' });
    }
    const reply = await Promise.race([replied, ended(run)]);
    await recorded;
    return reply === undefined ? withoutReply(run) : fromReply(reply);
  }
}

function awaitReply(): { replied: Promise<HookReply>; onReply: (reply: HookReply) => void } {
  let onReply: (reply: HookReply) => void = () => undefined;
  const replied = new Promise<HookReply>((resolve) => {
    onReply = resolve;
  });
  return { replied, onReply };
}

function ended(run: ActiveRun): Promise<void> {
  return new Promise((resolve) => run.follow(() => undefined, resolve));
}

// The caller learns that it failed and how to find the record; what happened inside is for those who may read runs.
function withoutReply(run: ActiveRun): HookAnswer {
  const runId = run.facts.id;
  if (run.end?.status === 'success')
    return jsonAnswer(200, { runId, message: 'The run ended without a reply' });
  return jsonAnswer(500, { runId, message: 'The run failed' });
}
