import { createEgress, type Egress } from '@patchbay/egress';
import { PatchbayError } from '@patchbay/errors';
import type { EgressClient, RunInfo, WebhookReply } from '@patchbay/plugin-sdk';
import type { Crossing } from '../expressions/evaluate.js';
import type { Arrival, Delivery } from '../graph/queue.js';
import type { CompiledNode, CompiledPattern } from '../graph/types.js';
import type { ClientPool } from '../leases/client-pool.js';
import type { RunFacts } from '../parameters/step-parameters.js';
import { RunRedaction } from '../record/run-redaction.js';
import type { Engine } from '../sandbox/engine.js';
import { Sandbox, type Answer } from '../sandbox/sandbox.js';
import { callIntl } from '../sandbox/intl.js';
import type { ContextSource } from '../steps/context.js';
import type { CredentialBroker, RunRequest, RuntimeOptions } from '../types.js';
import { LookBack } from './look-back.js';

/** What all runs of a process share. */
export interface Shared {
  options: RuntimeOptions;
  engine: Engine;
  pool: ClientPool;
}

const expressionLimits = { evaluationMs: 250, memoryBytes: 32 * 1024 * 1024 };

/** The state of one run. Expensive parts come into being when a step first needs them. */
export class Run implements ContextSource {
  readonly pattern: CompiledPattern;
  readonly request: RunRequest;
  readonly info: RunInfo;
  readonly facts: RunFacts;
  readonly redaction = new RunRedaction();
  readonly lookBack: LookBack;
  readonly #shared: Shared;
  readonly #over = new AbortController();
  readonly #states = new Map<CompiledNode, Map<string, unknown>>();
  readonly #onCancel = () => this.#over.abort(canceled(this.request.signal));
  #timer: NodeJS.Timeout | undefined;
  #egress: Egress | undefined;
  #sandbox: Sandbox | undefined;
  #current: Arrival | undefined;
  #steps = 0;
  #answered = false;

  constructor(pattern: CompiledPattern, request: RunRequest, shared: Shared) {
    this.pattern = pattern;
    this.request = request;
    this.#shared = shared;
    const { runId, patternId, patternName, environment, startedAt } = request;
    this.info = Object.freeze({
      id: runId,
      patternId,
      patternName,
      environment,
      startedAt,
      timeZone: pattern.timeZone,
    });
    const $run = { id: runId, environment, startedAt };
    this.facts = {
      $run,
      $pattern: { id: patternId, name: patternName },
      $vars: pattern.vars,
      timeZone: pattern.timeZone,
    };
    this.lookBack = new LookBack(pattern);
    const late = () =>
      new PatchbayError('run-timeout', `The run was not over within ${request.timeoutMs} ms.`);
    this.#timer = setTimeout(() => this.#over.abort(late()), Math.min(request.timeoutMs, longestTimer));
    if (request.signal.aborted) this.#onCancel();
    else request.signal.addEventListener('abort', this.#onCancel, { once: true });
  }

  /** Aborted with a PatchbayError when the run is canceled or takes too long. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  get limits(): RuntimeOptions['limits'] {
    return this.#shared.options.limits;
  }

  get broker(): CredentialBroker {
    return this.#shared.options.broker;
  }

  get pool(): ClientPool {
    return this.#shared.pool;
  }

  get egress(): EgressClient {
    return (this.#egress ??= createEgress({
      policy: this.#shared.options.policy,
      origin: 'pattern',
      signal: this.signal,
    }));
  }

  stateOf(node: CompiledNode): Map<string, unknown> {
    let state = this.#states.get(node);
    if (!state) this.#states.set(node, (state = new Map<string, unknown>()));
    return state;
  }

  /** The way into the sandbox for a step whose expressions need it. */
  async crossing({ node, inputs }: Delivery): Promise<Crossing | undefined> {
    this.#current = inputs[0];
    const { program } = node.parameters;
    if (!program) return undefined;
    await this.#shared.engine.load();
    if (!this.#sandbox?.isAlive) {
      this.#sandbox?.dispose();
      this.#sandbox = new Sandbox(this.#shared.engine, { ...this.facts }, this.#answer, expressionLimits);
    }
    return { node, program, sandbox: this.#sandbox, step: ++this.#steps };
  }

  /** The first reply counts; false when there is no webhook that waits for one. */
  respond(reply: WebhookReply): boolean {
    const { respond } = this.request.trigger;
    if (this.#answered || respond === undefined || respond === 'immediately') return false;
    this.#answered = true;
    this.request.sink.reply(this.redaction.value(reply));
    return true;
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.request.signal.removeEventListener('abort', this.#onCancel);
    this.#sandbox?.dispose();
    await this.#egress?.close();
  }

  readonly #answer: Answer = (kind, given) => {
    if (kind === 'intl') return callIntl(given, this.pattern.timeZone);
    if (kind === 'input') return this.#current?.items ?? [];
    if (kind === 'executed') return this.lookBack.isExecuted(given[0]);
    if (kind === 'linked') return this.lookBack.linked(given[0], this.#current);
    return this.lookBack.all(given[0], given[1], given[2]);
  };
}

/** Node's timers overflow beyond this and fire at once. */
const longestTimer = 2_147_483_647;

function canceled(signal: AbortSignal): PatchbayError {
  return signal.reason instanceof PatchbayError
    ? signal.reason
    : new PatchbayError('run-canceled', 'The run was canceled.');
}
