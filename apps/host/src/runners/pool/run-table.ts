import { PatchbayError } from '@patchbay/errors';
import {
  maxPatterns,
  toWireProblem,
  type HookReply,
  type HostMessage,
  type OpenedConnection,
  type RunFile,
  type RunnerMessage,
  type RunOutcome,
} from '@patchbay/protocol';
import type { Exchange } from './exchange.js';
import { keepFile } from './keep-file.js';
import type { CancelReason, RunAssignment, RunHandlers } from './run-handlers.js';
import { runOf } from './run-of.js';

type RunMessage =
  | Extract<RunnerMessage, { type: 'step' | 'hook.reply' | 'pattern.call' | 'run.file' }>
  | Finished
  | WentAside
  | Question;
type Asked = 'lease.request' | 'secrets.request' | 'memory.request';
type Question = Extract<RunnerMessage, { type: Asked }>;
type Granted = Extract<HostMessage, { type: 'lease.granted' | 'secrets.granted' | 'memory.answered' }>;
type Finished = Extract<RunnerMessage, { type: 'run.finished' }>;
type WentAside = Extract<RunnerMessage, { type: 'run.aside' }>;
type Call = Extract<RunMessage, { type: 'pattern.call' }>;

export interface RunTableOptions {
  send(message: HostMessage): void;
  exchange: Exchange;
  /** Milliseconds that a cancelled run may take to end. */
  cancelGraceMs: number;
  /** Resolves when this runner can reach what the connection names. */
  permit(connection: OpenedConnection, runId: string): Promise<void> | undefined;
  /** The run needs nothing any more of what was lent to it. */
  returned(runId: string): void;
  /** Whether the code of this connector may be loaded beside the runs that are here. */
  admits(connectorType: string): boolean;
  /** The same for the nodes of a pattern that one of them calls. */
  admitsNodes(graph: RunAssignment['graph']): boolean;
  /** A run did not end in time, so its code still runs in the process. */
  onOverdue(): void;
  onChange(): void;
}

interface Entry {
  handlers: RunHandlers;
  files: RunFile[];
  timer: NodeJS.Timeout;
}

/** Messages of runs that ended here not long ago are late; of any other run they are forged. */
const rememberedEnds = 1000;

/** Questions are numbered; a number that comes twice would let the answer to one step serve another. */
function increasing({ requestId }: { requestId: number }, last: number): number {
  if (requestId > last) return requestId;
  throw new PatchbayError('message-invalid', 'The runner used a number twice.');
}

function overProblem(): PatchbayError {
  return new PatchbayError('run-canceled', 'The run is over.');
}

/** The runs that one runner executes. Nothing that it says is believed of any other run. */
export class RunTable {
  readonly #active = new Map<string, Entry>();
  readonly #ended = new Set<string>();
  readonly #patterns = new Set<string>();
  #lastLease = 0;
  #lastCall = 0;
  #started = 0;

  constructor(private readonly options: RunTableOptions) {}

  get size(): number {
    return this.#active.size;
  }

  /** Runs that were ever started here. */
  get started(): number {
    return this.#started;
  }

  has(runId: string): boolean {
    return this.#active.has(runId);
  }

  start({ order, graph, uploads = [], state }: RunAssignment, handlers: RunHandlers): void {
    if (state) this.options.exchange.put(state);
    const files = uploads.map((upload) => this.options.exchange.put(upload));
    if (!this.#patterns.has(order.patternKey)) this.#putPattern(order.patternKey, graph);
    this.options.send({ type: 'run.start', order });
    // The runner watches the time itself; a hostile one does not.
    const timer = setTimeout(() => {
      this.cancel(order.runId, 'timedOut');
    }, order.timeoutMs + this.options.cancelGraceMs);
    this.#active.set(order.runId, { handlers, files, timer: timer.unref() });
    this.#started += 1;
  }

  cancel(runId: string, reason: CancelReason): void {
    const entry = this.#active.get(runId);
    if (!entry) return;
    this.options.send({ type: 'run.cancel', runId, reason });
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => {
      const status = reason === 'timedOut' ? 'timedOut' : 'canceled';
      this.#end({ runId, status, finishedAt: new Date().toISOString() });
      this.options.onOverdue();
    }, this.options.cancelGraceMs).unref();
  }

  /** Throws `message-invalid` when the message is about a run that is not this runner's. */
  receive(message: RunMessage): void {
    const runId = runOf(message) ?? '';
    const entry = this.#active.get(runId);
    if (!entry) {
      this.#refuseForged(runId);
      if (isQuestion(message)) this.#deny(message, new PatchbayError('lease-denied', 'The run is over.'));
      if (message.type === 'pattern.call') this.#refuseCall(message, overProblem());
      return;
    }
    if (message.type === 'step') entry.handlers.onStep(message.step);
    else if (message.type === 'run.file') keepFile(message, entry.files);
    else if (message.type === 'hook.reply') this.#tellReply(message.reply, entry);
    else if (message.type === 'run.finished') this.#finish(message, entry);
    else if (message.type === 'run.aside') this.#setAside(message, entry);
    else if (message.type === 'pattern.call') {
      this.#lastCall = increasing(message, this.#lastCall);
      void this.#call(message, entry.handlers);
    } else {
      this.#lastLease = increasing(message, this.#lastLease);
      void this.#answer(message, entry.handlers);
    }
  }

  /** The runner is gone: every run that it executed failed for this reason. */
  failAll(problem: PatchbayError): void {
    const error = toWireProblem(problem);
    for (const runId of [...this.#active.keys()]) {
      this.#end({ runId, status: 'failed', finishedAt: new Date().toISOString(), error });
    }
  }

  #tellReply(reply: HookReply, { handlers, files }: Entry): void {
    // Of the files that this run has said it has, by what it said then: a reply must not name one of another run.
    const file = files.find(({ id }) => id === reply.file?.id);
    handlers.onReply(reply, () => file && this.options.exchange.open(file));
  }

  #finish(message: Finished, entry: Entry): void {
    this.#tellRest(message, entry);
    this.#end(message.outcome);
  }

  #setAside(message: WentAside, entry: Entry): void {
    const { aside } = message;
    const { handlers, files } = entry;
    const state = files.find(({ id }) => id === aside.state);
    if (!state || !handlers.onAside)
      throw new PatchbayError('message-invalid', 'The runner set a run aside that it should not.');
    this.#tellRest(message, entry);
    this.#leave(aside.runId);
    const { exchange } = this.options;
    const [opened] = exchange.take([state]);
    const others = exchange.take(files.filter((file) => file !== state));
    if (opened) handlers.onAside(aside, opened, others);
    else handlers.onFinished(withoutState(aside.runId), others);
    exchange.forget(aside.runId);
    this.options.onChange();
  }

  #tellRest({ steps = [], reply }: Finished | WentAside, entry: Entry): void {
    for (const step of steps) entry.handlers.onStep(step);
    if (reply) this.#tellReply(reply, entry);
  }

  /** In the order in which the runner forgets the oldest, so that both know the same patterns. */
  #putPattern(patternKey: string, graph: RunAssignment['graph']): void {
    this.options.send({ type: 'pattern.put', patternKey, graph });
    this.#patterns.add(patternKey);
    const [oldest] = this.#patterns;
    if (this.#patterns.size > maxPatterns && oldest !== undefined) this.#patterns.delete(oldest);
  }

  async #answer(question: Question, handlers: RunHandlers): Promise<void> {
    try {
      const answer = await decide(question, handlers);
      if (answer.type === 'lease.granted' && !this.options.admits(answer.connection.connectorType))
        throw foreignConnector(answer.connection.connectorType);
      if (answer.type === 'lease.granted') await this.options.permit(answer.connection, question.runId);
      // Asked again after the wait: credentials go to runs that go on, and to no others.
      if (this.#active.has(question.runId)) this.options.send(answer);
      else this.options.returned(question.runId);
    } catch (error) {
      this.#deny(question, error);
    }
  }

  async #call(call: Call, handlers: RunHandlers): Promise<void> {
    const { requestId, nodeId, items } = call;
    try {
      const question = items === undefined ? { nodeId } : { nodeId, items };
      const runId = await handlers.onCall(question, ({ order, ...rest }, calledHandlers) => {
        // Asked again after the wait: with the step, or the process, the place for the run is gone.
        if (!this.#active.has(call.runId)) throw overProblem();
        if (!this.options.admitsNodes(rest.graph)) throw foreignNodes();
        this.start({ ...rest, order: { ...order, callId: requestId } }, calledHandlers);
      });
      if (items !== undefined) this.options.send({ type: 'call.started', requestId, runId });
    } catch (error) {
      this.#refuseCall(call, error);
    }
  }

  #refuseCall({ requestId }: Call, error: unknown): void {
    this.options.send({ type: 'call.refused', requestId, problem: toWireProblem(error) });
  }

  #deny({ requestId }: Question, error: unknown): void {
    this.options.send({ type: 'lease.denied', requestId, problem: toWireProblem(error) });
  }

  #refuseForged(runId: string): void {
    if (this.#ended.has(runId)) return;
    throw new PatchbayError('message-invalid', 'The runner spoke for a run that it does not execute.');
  }

  #end(outcome: RunOutcome): void {
    const entry = this.#leave(outcome.runId);
    if (!entry) return;
    const { exchange } = this.options;
    entry.handlers.onFinished(outcome, exchange.take(entry.files));
    exchange.forget(outcome.runId);
    this.options.onChange();
  }

  #leave(runId: string): Entry | undefined {
    const entry = this.#active.get(runId);
    if (!entry) return undefined;
    clearTimeout(entry.timer);
    this.#active.delete(runId);
    this.options.returned(runId);
    this.#ended.add(runId);
    const [oldest] = this.#ended;
    if (this.#ended.size > rememberedEnds && oldest !== undefined) this.#ended.delete(oldest);
    return entry;
  }
}

/** Only a runner that breaks the rules takes the file away before the host has it. */
function withoutState(runId: string): RunOutcome {
  const error = toWireProblem(new PatchbayError('internal', 'The run left no state to go on from.'));
  return { runId, status: 'failed', finishedAt: new Date().toISOString(), error };
}

/** Its plugin would read the credentials of every other run in the process. */
function foreignConnector(type: string): PatchbayError {
  return new PatchbayError(
    'lease-denied',
    `The plugin of ${type} must not be loaded beside the runs of this runner. Start the run again.`,
  );
}

function foreignNodes(): PatchbayError {
  const detail =
    'The called pattern has nodes of a plugin that the calling one does not use. Use one there, too.';
  return new PatchbayError('pattern-invalid', detail);
}

function isQuestion(message: RunMessage): message is Question {
  return questions.has(message.type);
}

const questions: ReadonlySet<string> = new Set<Asked>(['lease.request', 'secrets.request', 'memory.request']);

async function decide(message: Question, handlers: RunHandlers): Promise<Granted> {
  const { requestId } = message;
  if (message.type === 'memory.request') {
    const { nodeId, scope, question } = message;
    return {
      type: 'memory.answered',
      requestId,
      answer: await handlers.onMemory({ nodeId, scope, question }),
    };
  }
  if (message.type === 'secrets.request') {
    const { nodeId, names } = message;
    return { type: 'secrets.granted', requestId, values: await handlers.onSecrets({ nodeId, names }) };
  }
  const { type: _type, requestId: _id, runId: _runId, ...question } = message;
  return { type: 'lease.granted', requestId, connection: await handlers.onLease(question) };
}
