import { PatchbayError } from '@patchbay/errors';
import type { BinaryReference, Item } from '@patchbay/plugin-sdk';
import { maxPatterns, toWireProblem, type HostMessage, type RunAside as WireAside } from '@patchbay/protocol';
import type { RunAside, RunRequest, RunResult } from '@patchbay/runtime';
import type { Plugins } from '../plugins/plugins.js';
import type { Uplink } from '../uplink.js';
import type { CalledBy, Calls } from './calls.js';
import { hookReply } from './hook-reply.js';
import type { LazyRuntime } from './lazy-runtime.js';
import { Flushes, RunReport } from './run-report.js';
import { Turns } from './turns.js';

type Order = Extract<HostMessage, { type: 'run.start' }>['order'];
type Graph = Extract<HostMessage, { type: 'pattern.put' }>['graph'];
type Reason = Extract<HostMessage, { type: 'run.cancel' }>['reason'];

const whyCanceled: Readonly<Record<Reason, () => PatchbayError>> = {
  canceled: () => new PatchbayError('run-canceled', 'The run was canceled.'),
  timedOut: () => new PatchbayError('run-timeout'),
  shutdown: () => new PatchbayError('run-canceled', 'Patchbay is stopping.'),
};

/** The runs that this process executes. */
export class Runs {
  readonly #graphs = new Map<string, Graph>();
  readonly #active = new Map<string, AbortController>();
  readonly #turns = new Turns();
  readonly #flushes = new Flushes();

  constructor(
    private readonly uplink: Uplink,
    private readonly plugins: Plugins,
    private readonly calls: Calls,
  ) {}

  get count(): number {
    return this.#active.size;
  }

  isActive(runId: string): boolean {
    return this.#active.has(runId);
  }

  /** The oldest goes first; the host counts in the same way and puts it again when it is needed. */
  putPattern(key: string, graph: Graph): void {
    this.#graphs.delete(key);
    this.#graphs.set(key, graph);
    const [oldest] = this.#graphs.keys();
    if (this.#graphs.size > maxPatterns && oldest !== undefined) this.#graphs.delete(oldest);
  }

  async start(order: Order, runtime: LazyRuntime): Promise<void> {
    const { runId, callId } = order;
    const controller = new AbortController();
    const report = new RunReport(this.uplink, runId, this.#flushes);
    this.#active.set(runId, controller);
    const caller = this.calls.calledBy(callId);
    const end = caller ? endingWith(caller.signal, controller) : () => undefined;
    // The step that called was given up before the answer came.
    if (callId !== undefined && !caller) this.cancel(runId, 'canceled');
    const result = await this.#execute(order, runtime, { signal: controller.signal, report, caller });
    const settled = await caller?.settle(runId, result);
    end();
    this.#active.delete(runId);
    const { output: _, ...outcome } = result;
    if (outcome.status === 'waiting') report.setAside(asideOf(runId, outcome));
    else report.finish({ runId, ...outcome });
    settled?.();
  }

  cancel(runId: string, reason: Reason): void {
    this.#active.get(runId)?.abort(whyCanceled[reason]());
  }

  cancelAll(reason: Reason): void {
    for (const controller of this.#active.values()) controller.abort(whyCanceled[reason]());
  }

  async #execute(
    order: Order,
    runtime: LazyRuntime,
    { signal, report, caller }: { signal: AbortSignal; report: RunReport; caller: CalledBy | undefined },
  ): Promise<RunResult> {
    const { runId } = order;
    try {
      const graph = this.#graphs.get(order.patternKey);
      if (!graph) throw new PatchbayError('internal', 'The run names a pattern that was not sent.');
      await this.plugins.needNodes(graph.nodes.map(({ type }) => type));
      const loaded = await runtime.load();
      await this.#turns.next();
      const sink = {
        step: report.step.bind(report),
        file: (file: BinaryReference) => {
          this.uplink.send({ type: 'run.file', runId, file });
        },
        reply: (reply: Parameters<typeof hookReply>[1]) => {
          report.reply(hookReply(runId, reply));
        },
      };
      // A step of another run that waits for this one would go on holding its own runner.
      const leaves = caller ? {} : { resumeBase: runtime.resumeBase };
      return await loaded.execute({ ...request(order, caller), ...leaves, graph, signal, sink });
    } catch (error) {
      return { status: 'failed', finishedAt: new Date().toISOString(), error: toWireProblem(error) };
    }
  }
}

function asideOf(runId: string, { nodeId, until, call, tokenHashes, state }: RunAside): WireAside {
  return {
    ...{ runId, nodeId, tokenHashes, state },
    ...(until === undefined ? {} : { until }),
    ...(call === undefined ? {} : { call }),
  };
}

/** A called run ends when the step that waits for it does. */
function endingWith(signal: AbortSignal, controller: AbortController): () => void {
  const abort = () => {
    controller.abort(whyCanceled.canceled());
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return () => {
    signal.removeEventListener('abort', abort);
  };
}

function request(order: Order, caller: CalledBy | undefined): Omit<RunRequest, 'graph' | 'signal' | 'sink'> {
  const { patternKey: _, callId: _call, trigger, ...facts } = order;
  const { nodeId, respond, answer } = trigger;
  // They came as JSON, so their members are JSON values.
  const items = caller?.items ?? (trigger.items as Item[]);
  const redaction = caller ? { redaction: caller.redaction } : {};
  return {
    ...facts,
    ...redaction,
    trigger: { nodeId, items, ...(respond === undefined ? {} : { respond }), ...(answer ? { answer } : {}) },
  };
}
