import type { ModelList } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import {
  toWireProblem,
  type OpenedConnection,
  type PluginManifest,
  type PluginSource,
  type ProbedStep,
  type RunOutcome,
} from '@patchbay/protocol';
import type { IsolationReport } from './isolation/rungs.js';
import { Companies, projectOf } from './pool/companies.js';
import { Crew } from './pool/crew.js';
import type { PoolOptions } from './pool/pool-options.js';
import type { CancelReason, RunAssignment, RunHandlers } from './pool/run-handlers.js';
import type { Runner } from './pool/runner.js';
import {
  type ModelOptions,
  type ProbeOptions,
  RunnerGateway,
  type TestOptions,
  type TestResult,
} from './runner-gateway.js';

export type { OpenRunFile, Upload } from './pool/exchange.js';
export type {
  CallQuestion,
  CancelReason,
  LeaseQuestion,
  MemoryRequest,
  OnReply,
  RunAssignment,
  RunHandlers,
  StartRun,
} from './pool/run-handlers.js';

export interface PoolStatus {
  /** Whether a runner could take work now. */
  ok: boolean;
  detail?: string;
  /** Whether one is ready that belongs to nobody yet. */
  spare: boolean;
  runners: number;
  isolation?: IsolationReport;
}

/** No project has this id. What describes plugins has loaded all of them, so it works for nobody else. */
const describer = '(plugins)';
const describeMs = 30_000;
/** For the answer of a test whose time is over to arrive. */
const graceMs = 300;

/** The processes that run plugin code: executes runs, tests connections, describes plugins. */
export class RunnerPool extends RunnerGateway {
  readonly #crew: Crew;
  readonly #companies: Companies;
  /** Runs for which it is being found out who may share a runner with them. */
  readonly #arriving = new Map<string, RunHandlers>();
  #cleaning: NodeJS.Timeout | undefined;
  #failure: string | undefined;

  constructor(
    private readonly options: PoolOptions,
    onChange: (status: PoolStatus) => void = () => undefined,
  ) {
    super();
    this.#companies = new Companies(options);
    this.#crew = new Crew(options, this.#companies, () => {
      onChange(this.status());
    });
  }

  /** Starts what takes its time before `open`, beside whatever the caller does until then. */
  prepare(): void {
    this.#crew.prepare();
  }

  /** Chooses how to keep runners apart and starts the first one. Work may be given before. */
  async open(): Promise<IsolationReport> {
    try {
      return await this.#crew.open();
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : 'No runner could be started.';
      throw error;
    }
  }

  /** The installed plugins from now on. */
  setPlugins(plugins: readonly PluginSource[]): void {
    this.#companies.setPlugins(plugins);
    this.#crew.setPlugins(plugins);
  }

  /** Executes a run as soon as a runner is free for its project; `onFinished` is called in any case. */
  startRun(assignment: RunAssignment, handlers: RunHandlers): void {
    const company = this.#companies.ofRun(assignment);
    if (typeof company === 'string') this.#queueRun(company, assignment, handlers);
    else void this.#queueWhenKnown(company, assignment, handlers);
  }

  /** Nothing happens when the run is over. Its end comes by `onFinished`. */
  cancelRun(runId: string, reason: CancelReason): void {
    const arriving = this.#arriving.get(runId);
    this.#arriving.delete(runId);
    arriving?.onFinished(ended(runId, 'canceled'), []);
    this.#crew.withdraw(runId);
    for (const runner of this.#crew.runners) runner.runs.cancel(runId, reason);
  }

  async test(
    connection: OpenedConnection,
    { projectId, deadlineMs, delivery }: TestOptions,
  ): Promise<TestResult> {
    this.#crew.shareFiles();
    const runner = await this.#runnerFor(this.#companies.ofTest(projectId, connection.connectorType));
    const question = { type: 'test' as const, connection, deadlineMs, ...(delivery ? { delivery } : {}) };
    const answer = await askAbout(runner, question, deadlineMs + graceMs);
    if (answer?.type !== 'tested') {
      return {
        outcome: 'timeout',
        latencyMs: deadlineMs,
        message: `No answer within ${deadlineMs / 1000} seconds.`,
      };
    }
    const { message, ...result } = answer.result;
    return message === undefined ? result : { ...result, message: this.options.redactor.redactText(message) };
  }

  async models(
    connection: OpenedConnection,
    { projectId, schemas, maxModels, deadlineMs }: ModelOptions,
  ): Promise<ModelList> {
    this.#crew.shareFiles();
    const runner = await this.#runnerFor(this.#companies.ofTest(projectId, connection.connectorType));
    const question = { type: 'models', connection, schemas, maxModels, deadlineMs } as const;
    const answer = await askAbout(runner, question, deadlineMs + graceMs);
    if (answer?.type === 'listed') return answer.list;
    throw new PatchbayError('connect-timeout', `No answer within ${deadlineMs / 1000} seconds.`);
  }

  async probe(
    connection: OpenedConnection,
    { projectId, steps, deadlineMs }: ProbeOptions,
  ): Promise<ProbedStep[]> {
    this.#crew.shareFiles();
    const types = steps.map(({ nodeType }) => nodeType);
    const company = this.#companies.ofProbe(projectId, connection.connectorType, types);
    const question = { type: 'probe', connection, steps, deadlineMs } as const;
    const answer = await askAbout(await this.#runnerFor(company), question, deadlineMs + graceMs);
    if (answer?.type === 'probed') return answer.steps;
    throw new PatchbayError('connect-timeout', `No answer within ${deadlineMs / 1000} seconds.`);
  }

  async describe(plugin: PluginSource): Promise<PluginManifest> {
    // A foreign plugin could change what those say that are described after it.
    const runner = await this.#runnerFor(this.#companies.ofDescription(describer, plugin));
    const answer = await runner.requests.ask({ type: 'describe', plugin }, describeMs);
    this.#cleanSoon();
    if (answer?.type === 'described') return answer.manifest;
    throw new PatchbayError(
      'plugin-load-failed',
      `${plugin.packageName} did not load within ${describeMs / 1000} seconds.`,
    );
  }

  /** Clients of versions below `version`, or all, are closed; steps that use one finish first. */
  connectionChanged(connectionId: string, version?: number): void {
    const which = version === undefined ? {} : { version };
    this.#crew.broadcast({ type: 'connection.changed', connectionId, ...which });
    for (const { identity } of this.#crew.runners) identity.network?.withdraw(connectionId, version);
  }

  status(): PoolStatus {
    const { runners, report } = this.#crew;
    const ok = runners.some(({ hasStarted, isRetiring }) => hasStarted && !isRetiring);
    return {
      ok,
      ...(ok ? {} : { detail: this.#failure ?? 'No runner has started yet.' }),
      spare: runners.some(({ isOpen, company }) => isOpen && company === undefined),
      runners: runners.length,
      ...(report === undefined ? {} : { isolation: report }),
    };
  }

  /** Process groups of the living runners. */
  pids(): number[] {
    return this.#crew.runners.map(({ pid }) => pid).filter((pid) => pid !== undefined);
  }

  /** Of those, the ones that belong to a project. */
  workers(): number[] {
    const bound = this.#crew.runners.filter(({ company }) => company !== undefined);
    return bound.map(({ pid }) => pid).filter((pid) => pid !== undefined);
  }

  /** The process that makes the connections of runners, where they have no network. */
  get dialerPid(): number | undefined {
    return this.#crew.dialerPid;
  }

  /** Lets runs finish within the time, then cancels them; ends every runner. */
  async shutdown(deadlineMs: number): Promise<void> {
    clearTimeout(this.#cleaning);
    await this.#crew.stop(deadlineMs);
  }

  #queueRun(company: string, assignment: RunAssignment, handlers: RunHandlers): void {
    const { runId } = assignment.order;
    this.#crew.add({
      company,
      runId,
      start: (runner) => {
        runner.startRun(assignment, handlers);
      },
      withdrawn: () => {
        handlers.onFinished(ended(runId, 'canceled'), []);
      },
      fail: (problem) => {
        handlers.onFinished(ended(runId, 'failed', problem), []);
      },
    });
  }

  async #queueWhenKnown(
    company: Promise<string>,
    assignment: RunAssignment,
    handlers: RunHandlers,
  ): Promise<void> {
    const { runId } = assignment.order;
    this.#arriving.set(runId, handlers);
    try {
      const found = await company;
      if (this.#arriving.delete(runId)) this.#queueRun(found, assignment, handlers);
    } catch (error) {
      if (this.#arriving.delete(runId)) handlers.onFinished(ended(runId, 'failed', error), []);
    }
  }

  #runnerFor(company: string): Promise<Runner> {
    return new Promise((resolve, reject) => {
      this.#crew.add({ company, start: resolve, fail: reject });
    });
  }

  /** Replaced by a clean runner once the plugins are described. */
  #cleanSoon(): void {
    clearTimeout(this.#cleaning);
    this.#cleaning = setTimeout(() => {
      const used = this.#crew.runners.filter(
        ({ company = '', load }) => projectOf(company) === describer && load === 0,
      );
      for (const runner of used) runner.retire();
    }, this.options.timing.describerIdleMs).unref();
  }
}

type Question = Parameters<Runner['requests']['ask']>[0];

/** A question with a connection, to which the runner may connect until it has answered. */
async function askAbout(
  { identity, requests }: Runner,
  question: Question & { connection: OpenedConnection },
  deadlineMs: number,
): ReturnType<Runner['requests']['ask']> {
  const end = await identity.network?.permitFor(question.connection);
  return requests.ask(question, deadlineMs).finally(end);
}

function ended(runId: string, status: RunOutcome['status'], problem?: unknown): RunOutcome {
  const error = problem === undefined ? {} : { error: toWireProblem(problem) };
  return { runId, status, finishedAt: new Date().toISOString(), ...error };
}
