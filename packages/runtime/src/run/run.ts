import { createEgress, type Egress } from '@patchbay/egress';
import { PatchbayError } from '@patchbay/errors';
import type {
  CodeSandbox,
  EgressClient,
  Item,
  PatternCall,
  PatternCallResult,
  PatternMemory,
  RunInfo,
  SetAside,
  WebhookReply,
} from '@patchbay/plugin-sdk';
import { codeItems } from '../code/code-result.js';
import type { CodeThreads } from '../code/code-threads.js';
import type { CodeLog } from '../code/execute-code.js';
import { RunFiles } from '../files/run-files.js';
import type { Crossing, Visit } from '../expressions/evaluate.js';
import { Waiting } from '../aside/waiting.js';
import type { Arrival } from '../graph/queue.js';
import type { CompiledNode, CompiledPattern } from '../graph/types.js';
import type { ClientPool } from '../leases/client-pool.js';
import type { RunFacts } from '../parameters/step-parameters.js';
import { KeptItems } from '../record/kept-items.js';
import { RecordBudget } from '../record/record-budget.js';
import { RunRedaction } from '../record/run-redaction.js';
import type { Engine } from '../sandbox/engine.js';
import { Sandbox, type Answer } from '../sandbox/sandbox.js';
import { callIntl } from '../sandbox/intl.js';
import type { ContextSource } from '../steps/context.js';
import { toldContext } from '../steps/told-context.js';
import type { CredentialBroker, RunRequest, RuntimeOptions } from '../types.js';
import { LookBack } from './look-back.js';
import { patternMemory } from './pattern-memory.js';

/** What all runs of a process share. */
export interface Shared {
  options: RuntimeOptions;
  engine: Engine;
  code: CodeThreads;
  pool: ClientPool;
}

type CodeOptions = Parameters<CodeSandbox['run']>[1];

const expressionLimits = { evaluationMs: 250, memoryBytes: 32 * 1024 * 1024 };

/** The state of one run. Expensive parts come into being when a step first needs them. */
export class Run implements ContextSource {
  readonly pattern: CompiledPattern;
  readonly request: RunRequest;
  readonly info: RunInfo;
  readonly facts: RunFacts;
  readonly redaction: RunRedaction;
  readonly lookBack: LookBack;
  readonly files: RunFiles;
  readonly keptItems: KeptItems;
  readonly waiting: Waiting;
  readonly records: RecordBudget;
  readonly #shared: Shared;
  readonly #states = new Map<CompiledNode, Map<string, unknown>>();
  readonly #onCancel = () => this.stop(canceled(this.request.signal));
  #over: AbortController | undefined;
  #stopped: PatchbayError | undefined;
  #timer: NodeJS.Timeout | undefined;
  #egress: Egress | undefined;
  #answered = false;

  constructor(pattern: CompiledPattern, request: RunRequest, shared: Shared) {
    this.pattern = pattern;
    this.request = request;
    this.redaction = request.redaction ?? new RunRedaction();
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
    this.waiting = new Waiting(request.resumeBase, runId);
    this.facts = {
      $run: runFacts(this.info, pattern, this.waiting),
      $pattern: { id: patternId, name: patternName },
      $vars: pattern.vars,
      timeZone: pattern.timeZone,
    };
    this.lookBack = new LookBack(pattern);
    this.files = new RunFiles(shared.options.files, runId, (file) => request.sink.file?.(file));
    this.keptItems = new KeptItems(shared.options.limits.keptBytes);
    this.records = new RecordBudget(shared.options.limits);
    const late = () =>
      new PatchbayError('run-timeout', `The run was not over within ${request.timeoutMs} ms.`);
    this.#timer = setTimeout(() => this.stop(late()), Math.min(request.timeoutMs, longestTimer));
    if (request.signal.aborted) this.#onCancel();
    else request.signal.addEventListener('abort', this.#onCancel, { once: true });
  }

  /** Aborted with a PatchbayError when the run is canceled or takes too long. Made when a step asks for it. */
  get signal(): AbortSignal {
    this.#over ??= new AbortController();
    if (this.#stopped) this.#over.abort(this.#stopped);
    return this.#over.signal;
  }

  /** Why the run is to end before its time. */
  get stopped(): PatchbayError | undefined {
    return this.#stopped;
  }

  /** The first reason counts. */
  stop(reason: PatchbayError): void {
    this.#stopped ??= reason;
    this.#over?.abort(this.#stopped);
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

  states(): ReadonlyMap<CompiledNode, ReadonlyMap<string, unknown>> {
    return this.#states;
  }

  setAside(node: CompiledNode, how: SetAside): boolean {
    return this.waiting.want(node, how);
  }

  /** Undefined when the step may evaluate at once, without an `await` in between; else try again after it. */
  engineFor({ parameters }: CompiledNode): Promise<void> | undefined {
    const { engine } = this.#shared;
    return parameters.program && !engine.isReady ? engine.load() : undefined;
  }

  /** The way into the sandbox for a step whose expressions need it. */
  crossing(
    node: CompiledNode,
    current: Arrival | undefined,
    facts: RunFacts,
    visit: Visit = {},
  ): Crossing | undefined {
    const { program } = node.parameters;
    if (!program) return undefined;
    const { engine } = this.#shared;
    const kind = program.needsLibraries ? 'full' : 'plain';
    const answer = this.#answerFor(current);
    const enter = () => new Sandbox(engine, kind, answer, expressionLimits);
    return { node, program, enter, facts: { ...facts }, offset: current?.offset ?? 0, visit };
  }

  /** What the expressions of a step see of its run; with the named secrets that it reads, leased for this step alone. */
  async factsFor({ id: nodeId, parameters }: CompiledNode): Promise<RunFacts> {
    const names = parameters.secretNames;
    const values = await this.broker.secrets({ runId: this.info.id, nodeId, names });
    // Before anybody gets them: the error of an expression may quote what it read.
    this.redaction.addValues(Object.values(values));
    return { ...this.facts, $secrets: values };
  }

  /** Runs the code of a node in the sandbox. Rejects with a PatchbayError. */
  async code(code: string, options: CodeOptions, signal: AbortSignal, log: CodeLog): Promise<Item[]> {
    const items = options.items.map(({ json, binary }) => (binary ? { json, binary } : { json }));
    const { timeZone } = this.pattern;
    const job = { code, mode: options.mode, items, facts: { ...this.facts }, timeZone };
    return codeItems(await this.#shared.code.run(job, log, signal), items);
  }

  /** The first reply counts; false when there is no webhook that waits for one. */
  respond(reply: WebhookReply): boolean {
    const { respond } = this.request.trigger;
    if (this.#answered || respond === undefined || respond === 'immediately') return false;
    this.#answered = true;
    this.request.sink.reply(this.redaction.value(reply));
    return true;
  }

  memoryOf({ id: nodeId }: CompiledNode): PatternMemory {
    return patternMemory(this.#shared.options.memory, { runId: this.info.id, nodeId });
  }

  async callPattern(
    { id }: CompiledNode,
    { items, wait }: PatternCall,
    signal: AbortSignal,
  ): Promise<PatternCallResult> {
    const { calls } = this.#shared.options;
    if (!calls) throw new PatchbayError('step-failed', 'Patterns cannot be called here.');
    const { redaction } = this;
    const adopt = (given: readonly Item[]) => this.files.adopt(given);
    return calls.call({ runId: this.info.id, nodeId: id, items, wait, signal, redaction, adopt });
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer);
    this.request.signal.removeEventListener('abort', this.#onCancel);
    await this.#egress?.close();
  }

  #answerFor(current: Arrival | undefined): Answer {
    return (kind, given) => {
      if (kind === 'intl') return callIntl(given, this.pattern.timeZone);
      if (kind === 'input') return wholeInput(current);
      if (kind === 'binary') return current?.items[Number(given[0]) - (current.offset ?? 0)]?.binary ?? null;
      if (kind === 'context') return toldContext(this.stateOf(this.lookBack.nodeCalled(given[0])));
      if (kind === 'executed') return this.lookBack.isExecuted(given[0]);
      if (kind === 'linked') return this.lookBack.linked(given[0], current);
      return this.lookBack.itemsOf(given[0], given[1], given[2]);
    };
  }
}

/** A getter: only a pattern that asks for the URL has its token drawn, and only one that waits has it at all. */
function runFacts(
  { id, environment, startedAt }: RunInfo,
  pattern: CompiledPattern,
  waiting: Waiting,
): Record<string, unknown> {
  const facts = { id, environment, startedAt };
  if (!pattern.waits) return facts;
  return {
    ...facts,
    get resumeUrl() {
      return waiting.resumeUrl;
    },
  };
}

/** That a part of the items stands for all is what an expression could not see. */
function wholeInput(current: Arrival | undefined): readonly Item[] {
  if (current?.whole) return current.whole;
  if (current?.offset !== undefined)
    throw new Error('the items of this step come in batches; write $input.all() in so many words');
  return current?.items ?? [];
}

/** Node's timers overflow beyond this and fire at once. */
const longestTimer = 2_147_483_647;

function canceled(signal: AbortSignal): PatchbayError {
  return signal.reason instanceof PatchbayError
    ? signal.reason
    : new PatchbayError('run-canceled', 'The run was canceled.');
}
