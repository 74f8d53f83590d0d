import { errorFromProblem, PatchbayError } from '@patchbay/errors';
import type { HostMessage, PluginSource, RunnerMessage } from '@patchbay/protocol';
import { runnerCommand } from '../isolation/command.js';
import { FloodGuard } from '../process/flood-guard.js';
import { Heartbeat } from '../process/heartbeat.js';
import { Pace } from '../process/pace.js';
import { RunnerProcess } from '../process/runner-process.js';
import { projectOf, type Admission } from './companies.js';
import { Exchange } from './exchange.js';
import { PendingRequests } from './pending-requests.js';
import type { PoolOptions } from './pool-options.js';
import type { RunAssignment, RunHandlers } from './run-handlers.js';
import { redactedProblem } from './redacted-problem.js';
import { helloFor, type RunnerIdentity } from './hello.js';
import { runOf } from './run-of.js';
import { hungFor, interruptedByStop, isViolation, unfit } from './runner-problems.js';
import { RunTable } from './run-table.js';
import { StartSignal } from './start-signal.js';

type Ready = Extract<RunnerMessage, { type: 'ready' }>;

export interface RunnerHandlers {
  admission: Admission;
  /** A run or request of it is over. */
  onChange(): void;
  /** The process is gone. */
  onGone(problem: PatchbayError): void;
}

/** One runner of the pool. It works for one company, and so for one project, in its life. */
export class Runner {
  readonly runs: RunTable;
  readonly requests: PendingRequests;
  readonly #process: RunnerProcess;
  readonly #heartbeat: Heartbeat;
  readonly #flood: FloodGuard;
  readonly #start: StartSignal;
  readonly #end: Promise<void>;
  readonly #exchange: Exchange;
  readonly #pace = new Pace();
  #company: string | undefined;
  #retiring = false;
  #idleSince = performance.now();

  constructor(
    readonly identity: RunnerIdentity,
    plugins: readonly PluginSource[],
    private readonly options: PoolOptions,
    private readonly handlers: RunnerHandlers,
  ) {
    const { timing } = options;
    const send = (message: HostMessage) => {
      this.#process.send(message);
    };
    const onChange = () => {
      this.#changed();
    };
    this.#flood = new FloodGuard(options.limits);
    this.#exchange = new Exchange(options.runFiles, identity.rung, identity.slot);
    this.requests = new PendingRequests(send, onChange);
    const onOverdue = () => {
      this.retire();
    };
    this.runs = new RunTable({
      send,
      exchange: this.#exchange,
      cancelGraceMs: timing.cancelGraceMs,
      permit: (connection, runId) => identity.network?.permit(connection, runId),
      returned: (runId) => identity.network?.returned(runId),
      admits: (type) => handlers.admission.admits(this.#company ?? '', type),
      admitsNodes: (graph) => handlers.admission.admitsNodes(this.#company ?? '', graph),
      onOverdue,
      onChange,
    });
    this.#heartbeat = new Heartbeat({
      intervalMs: timing.pingMs,
      patienceMs: timing.hungAfterMs,
      ping: (sequence) => {
        send({ type: 'ping', sequence });
      },
      onSilence: () => {
        this.kill(hungFor(timing.hungAfterMs));
      },
    });
    this.#start = new StartSignal(timing.startMs, (problem) => {
      this.kill(problem);
    });
    let end: () => void = () => undefined;
    this.#end = new Promise((resolve) => (end = resolve));
    this.#process = this.#spawn((problem) => {
      this.#gone(problem);
      end();
    });
    send(helloFor(identity, plugins, this.#exchange.directory, options));
  }

  /** Resolves when it may be given work; rejects when it did not start or is not isolated as it must be. */
  get started(): Promise<void> {
    return this.#start.promise;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get hasStarted(): boolean {
    return this.#start.hasSucceeded;
  }

  /** Resolves when the process is gone and its runs have ended. */
  get gone(): Promise<void> {
    return this.#end;
  }

  get company(): string | undefined {
    return this.#company;
  }

  /** Runs and requests that it works on. */
  get load(): number {
    return this.runs.size + this.requests.size;
  }

  /** Whether it takes more work. */
  get isOpen(): boolean {
    return this.#start.hasSucceeded && !this.#retiring;
  }

  /** Whether more work would be done soon. */
  get keepsUp(): boolean {
    return this.#pace.keepsUp;
  }

  get isRetiring(): boolean {
    return this.#retiring;
  }

  /** For the rest of its life. */
  bind(company: string): void {
    this.#company ??= company;
    this.#idleSince = performance.now();
  }

  send(message: HostMessage): void {
    this.#process.send(message);
  }

  /** Since when it has nothing to do, as `performance.now()` counts; without meaning while it works. */
  get idleSince(): number {
    return this.#idleSince;
  }

  /** Starts a run; after the last one that a process may execute it takes no more. */
  startRun(assignment: RunAssignment, handlers: RunHandlers): void {
    this.#pace.given();
    this.runs.start(assignment, handlers);
    if (this.runs.started >= this.options.runsPerRunner) this.retire();
  }

  /** Takes no more work and ends when what it has is done. */
  retire(): void {
    if (this.#retiring) return;
    this.#retiring = true;
    // Not at once: who retires a runner may be in the middle of giving out work.
    setImmediate(() => {
      this.#changed();
    });
  }

  /** Lets runs finish within the time, then ends. */
  stop(deadlineMs: number): void {
    this.#retiring = true;
    this.#heartbeat.stop();
    this.#process.send({ type: 'shutdown', deadlineMs });
    setTimeout(() => {
      this.kill(interruptedByStop());
    }, deadlineMs).unref();
  }

  kill(problem: PatchbayError): void {
    this.#process.kill(problem);
  }

  #spawn(onExit: (problem: PatchbayError) => void): RunnerProcess {
    const { redactor, limits, log, memoryMb } = this.options;
    const { id: runnerId, rung, places, slot, network } = this.identity;
    const exchange = this.#exchange.directory;
    const output = {
      redactor,
      bytesPerMinute: limits.outputBytesPerMinute,
      onLine: (line: string) => {
        log.info('A runner printed', { runnerId, line });
      },
    };
    const relay = network?.directory;
    return new RunnerProcess(runnerCommand({ rung, places, exchange, slot, memoryMb, relay }), output, {
      onMessage: (message, bytes) => {
        this.#receive(message, bytes);
      },
      onExit,
    });
  }

  #receive(message: RunnerMessage, bytes: number): void {
    this.#pace.heard();
    const runId = runOf(message);
    // Of a run that is not here, or invented names would each get an allowance of their own.
    this.#flood.count(bytes, runId !== undefined && this.runs.has(runId) ? runId : undefined);
    switch (message.type) {
      case 'ready':
        this.#becomeReady(message);
        break;
      case 'pong':
        this.#heartbeat.answered(message.sequence);
        this.#pace.counted(message.processorMs ?? 0);
        this.#watchGrowth(message.rssMb);
        break;
      case 'described':
      case 'tested':
      case 'listed':
      case 'probed':
      case 'failed':
        this.requests.receive(message);
        break;
      case 'log':
        this.#log(message.level, message.message);
        break;
      case 'fatal':
        this.#process.blame(errorFromProblem(redactedProblem(this.options.redactor, message.problem)));
        break;
      case 'lease.release':
        break; // A lease ends with its run; there is nothing to give back here.
      default:
        this.runs.receive(message);
    }
  }

  #becomeReady({ reached, connected, closed }: Ready): void {
    const { log, sharedDirectories } = this.options;
    // The isolation does not keep its promise on this machine, whatever its rung is called.
    if (reached.length > 0) return this.kill(unfit(`A runner could read ${reached.join(', ')}.`));
    if (connected.length > 0) return this.kill(unfit(`A runner could connect to ${connected.join(', ')}.`));
    const ownClosed = closed.filter((directory) => sharedDirectories.includes(directory));
    if (ownClosed.length > 0) return this.kill(unfit(`A runner could not use ${ownClosed.join(', ')}.`));
    if (closed.length > 0) log.warn('Runners cannot use directories of PATCHBAY_FILE_DIRS', { closed });
    this.#heartbeat.start();
    this.#exchange.watch(this.pid, this.runs, this.kill.bind(this));
    this.#start.succeed();
  }

  /** Long before the limit at which the process ends with what it is doing. */
  #watchGrowth(rssMb = 0): void {
    if (rssMb <= this.options.memoryMb * grownShare || this.#retiring) return;
    this.options.log.info('A runner has grown and is replaced', { runnerId: this.identity.id, rssMb });
    this.retire();
  }

  #log(level: 'info' | 'warning' | 'error', message: string): void {
    const facts = { runnerId: this.identity.id, message: this.options.redactor.redactText(message) };
    this.options.log[level === 'info' ? 'info' : 'warn']('A runner says', facts);
  }

  #changed(): void {
    if (this.runs.size === 0) this.#flood.forgetRuns();
    if (this.load === 0) this.#idleSince = performance.now();
    if (this.#retiring && this.load === 0) this.stop(this.options.timing.cancelGraceMs);
    this.handlers.onChange();
  }

  /** With the words of the program that could not start it: they say what the machine does not offer. */
  #startProblem(problem: PatchbayError): PatchbayError {
    const said = this.options.redactor.redactText(this.#process.lastLine);
    return said === '' || this.hasStarted ? problem : unfit(`${problem.message} It said: ${said}`);
  }

  #gone(problem: PatchbayError): void {
    const { code, detail } = problem;
    const facts = { runnerId: this.identity.id, code, detail };
    if (this.load > 0 || !this.#retiring) this.options.log.warn('A runner ended', facts);
    this.#retiring = true;
    if (isViolation(problem)) {
      const facts = {
        projectId: this.#company === undefined ? undefined : projectOf(this.#company),
        runnerId: this.identity.id,
        reason: problem.detail ?? problem.code,
      };
      this.options.onViolation(facts);
    }
    this.#heartbeat.stop();
    this.#start.fail(this.#startProblem(problem));
    this.runs.failAll(problem);
    this.requests.failAll(problem);
    this.#exchange.remove();
    this.identity.network?.close();
    this.handlers.onGone(problem);
  }
}

/** Of its memory limit: what a runner that needs more is replaced at. */
const grownShare = 0.75;
