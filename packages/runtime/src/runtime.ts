import { setTimeout } from 'node:timers/promises';
import type { Delivery, PatternGraph } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { CodeThreads } from './code/code-threads.js';
import { compilePattern } from './graph/compile.js';
import type { CompiledPattern } from './graph/types.js';
import { ClientPool } from './leases/client-pool.js';
import { patchbayError } from './leases/failures.js';
import type { ConnectionToOpen } from './leases/open.js';
import { testConnection, type ConnectionTest } from './leases/check-connection.js';
import { listModels, type ModelList, type ModelRequest } from './leases/list-models.js';
import { probeSteps, type ProbedStep, type ProbeRequest } from './leases/probe-steps.js';
import { runProblem } from './record/problem.js';
import { RunRedaction } from './record/run-redaction.js';
import { executeRun } from './run/execute-run.js';
import { failureReply } from './run/reply.js';
import { Run, type Shared } from './run/run.js';
import { Engine } from './sandbox/engine.js';
import type { RunRequest, RunResult, RuntimeOptions } from './types.js';

export interface Runtime {
  /** Executes a run to its end; any number at once. It does not reject: what goes wrong is in the result. */
  execute(request: RunRequest): Promise<RunResult>;
  /**
   * Compiles a graph ahead of its first run. The result belongs to this very object: runs that are given the same
   * one compile nothing. Throws `node-type-not-found` or `pattern-invalid`.
   */
  prepare(graph: PatternGraph): void;
  /** Tests a connection, or delivers something through it, on a client of its own. Does not reject. `deadlineMs` is 10,000 when absent. */
  test(
    connection: ConnectionToOpen,
    options: { signal: AbortSignal; deadlineMs?: number; delivery?: Delivery },
  ): Promise<ConnectionTest>;
  /** What a connection can read, on a client of its own. */
  models(connection: ConnectionToOpen, request: ModelRequest): Promise<ModelList>;
  /** What steps would meet with a connection, on a client of its own. */
  probe(connection: ConnectionToOpen, request: ProbeRequest): Promise<ProbedStep[]>;
  /** Closes the clients of a connection that are older than `version`, or all; those in use after their step. */
  connectionChanged(connectionId: string, version?: number): void;
  /** Lets runs end for `deadlineMs`, cancels what is left, closes all clients. */
  close(deadlineMs: number): Promise<void>;
}

const defaultIdleMs = 60_000;
const defaultTestMs = 10_000;
/** After the cancellation at closing, steps get this long to end. */
const lastGraceMs = 1_000;

/** The engine of a runner process. Nothing of it is shared between two runtimes. */
export function createRuntime(options: RuntimeOptions): Runtime {
  const pool = new ClientPool(options, options.idleMs ?? defaultIdleMs);
  const engine = new Engine();
  const code = new CodeThreads(engine);
  const shared: Shared = { options, engine, code, pool };
  const compiled = new WeakMap<PatternGraph, CompiledPattern>();
  const active = new Map<Promise<RunResult>, Run>();

  function patternOf(graph: PatternGraph): CompiledPattern {
    let pattern = compiled.get(graph);
    if (!pattern) compiled.set(graph, (pattern = compilePattern(graph, options.catalog)));
    return pattern;
  }

  function failed(request: RunRequest, error: unknown): RunResult {
    if (request.trigger.respond && request.trigger.respond !== 'immediately')
      request.sink.reply(failureReply);
    const problem = runProblem(patchbayError(error), new RunRedaction());
    return { status: 'failed', finishedAt: new Date().toISOString(), error: problem };
  }

  return {
    async execute(request) {
      let run: Run;
      try {
        run = new Run(patternOf(request.graph), request, shared);
      } catch (error) {
        return failed(request, error);
      }
      const result = executeRun(run);
      active.set(result, run);
      return result.finally(() => active.delete(result));
    },

    prepare: (graph) => void patternOf(graph),

    test: (connection, { deadlineMs = defaultTestMs, ...rest }) =>
      testConnection(options, connection, { ...rest, deadlineMs }),

    models: (connection, request) => listModels(options, connection, request),

    probe: (connection, request) => probeSteps(options, connection, request),

    connectionChanged: (connectionId, version) => pool.changed(connectionId, version),

    async close(deadlineMs) {
      const over = () => Promise.allSettled(active.keys());
      await Promise.race([over(), setTimeout(deadlineMs, undefined, { ref: false })]);
      for (const run of active.values())
        run.stop(new PatchbayError('run-canceled', 'Patchbay is shutting down.'));
      await Promise.race([over(), setTimeout(lastGraceMs, undefined, { ref: false })]);
      await Promise.all([pool.close(), code.close()]);
    },
  };
}
