import type { StepRecord } from '@patchbay/contracts';
import type { PatchbayError } from '@patchbay/errors';
import type { Item, NodeOutput, OpenConnection } from '@patchbay/plugin-sdk';
import type { Visit } from '../expressions/evaluate.js';
import type { Arrival, Execution } from '../graph/queue.js';
import type { CompiledNode, Stage } from '../graph/types.js';
import { StepLeases } from '../leases/step-leases.js';
import { runProblem } from '../record/problem.js';
import { stepRecord, type StepLog } from '../record/step-record.js';
import type { OpenStep } from '../steps/execute-node.js';
import { firstPin } from '../steps/items.js';
import { stepTimeout } from '../steps/attempt.js';
import type { Flow } from './flow.js';
import { WorkTime } from './work-time.js';

/** One node of a pipeline while it runs. It begins with its first items; without any it is not executed. */
export abstract class StageRun {
  readonly stage: Stage;
  readonly node: CompiledNode;
  readonly flow: Flow;
  readonly next: ReadonlyMap<string, StageRun>;
  /** The items of outputs that were kept. */
  readonly kept: Record<string, Item[]> = {};
  protected readonly logs: StepLog[] = [];
  protected readonly work: WorkTime;
  protected readonly counts = { in: {} as Record<string, number>, out: {} as Record<string, number> };
  readonly #previews: Record<string, Item[]> = {};
  readonly #leases: StepLeases;
  readonly #visit: Visit = {};
  #status: StepRecord['status'] = 'running';
  #begun: { runIndex: number; at: number; start: number } | undefined;
  #durationMs: number | null = null;
  #first: readonly (Arrival | undefined)[] = [];
  /** Of single items, with which the step went on. */
  protected error: StepRecord['error'];

  constructor(flow: Flow, stage: Stage, next: ReadonlyMap<string, StageRun>) {
    this.flow = flow;
    this.stage = stage;
    this.node = stage.node;
    this.next = next;
    this.#leases = new StepLeases(flow.run.broker, flow.run.pool);
    const { timeoutMs } = this.node.settings;
    this.work = new WorkTime(timeoutMs, () =>
      flow.fail(this.node, stepTimeout(this.node.name, timeoutMs ?? 0)),
    );
  }

  get isBegun(): boolean {
    return this.#begun !== undefined;
  }

  get isOver(): boolean {
    return this.#status !== 'running';
  }

  get runIndex(): number {
    return this.#begun?.runIndex ?? 0;
  }

  /** Takes a batch; resolves when another one is welcome. */
  async receive(arrival: Arrival): Promise<void> {
    this.begin([arrival]);
    const pin = this.node.inputs[0]?.name ?? 'main';
    this.counts.in[pin] = (this.counts.in[pin] ?? 0) + arrival.items.length;
    try {
      await this.take(arrival);
    } catch (error) {
      this.flow.fail(this.node, error);
      throw error;
    }
  }

  protected abstract take(arrival: Arrival): Promise<void>;

  /** No more will come. */
  async finish(): Promise<void> {
    if (!this.#begun) return;
    await this.complete();
    const gave = Object.values(this.counts.out).some((count) => count > 0);
    if (this.node.settings.alwaysOutputData && !gave)
      await this.emit({ [firstPin(this.node)]: [{ json: {}, pairedItem: { item: 0 } }] }, this.#first);
    this.end(this.error ? 'failed' : this.endStatus);
  }

  protected complete(): Promise<void> {
    return Promise.resolve();
  }

  protected get endStatus(): StepRecord['status'] {
    return 'success';
  }

  protected begin(inputs: readonly (Arrival | undefined)[]): void {
    if (this.#begun) return;
    this.#begun = { runIndex: this.flow.nextIndex(this.node), at: Date.now(), start: performance.now() };
    // Of a whole batch only this is ever asked for again.
    this.#first = inputs.map((arrival) => arrival && { ...arrival, items: arrival.items.slice(0, 1) });
  }

  fail(error: PatchbayError): void {
    this.error = this.problem(error);
    this.end('failed');
  }

  end(status: StepRecord['status']): void {
    if (!this.#begun || this.#status !== 'running') return;
    this.work.pause();
    this.#leases.release();
    this.#status = status;
    this.#durationMs = Math.round((performance.now() - this.#begun.start) * 100) / 100;
  }

  /** Leases and opens the connections, once. */
  protected async open(): Promise<OpenStep> {
    const { flow, node, logs } = this;
    const { run, stop } = flow;
    const opened = (client: Parameters<typeof run.redaction.add>[0]) => run.redaction.add(client);
    const connections: Record<string, OpenConnection> =
      node.slots.length > 0 ? await this.#leases.open(run.info.id, node, opened) : {};
    const facts = node.parameters.secretNames.length > 0 ? await run.factsFor(node) : run.facts;
    return { run, node, connections, facts, logs, stop, visit: this.#visit };
  }

  /** Counts what the node gave, and hands it on or keeps it. `from` is what it was made of. */
  async emit(output: NodeOutput, from: readonly (Arrival | undefined)[] = []): Promise<void> {
    for (const pin of Object.keys(output)) {
      const items = output[pin];
      if (!items) continue;
      const offset = this.#count(pin, items);
      if (items.length === 0) continue;
      const next = this.next.get(pin);
      if (next) await next.receive({ items, offset, source: this.#source(pin, from) });
      else if (this.#keeps(pin)) this.flow.run.keptItems.grow((this.kept[pin] ??= []), items);
    }
  }

  /** How far the step is, without items: told every second, they would add up to more than a run may tell. */
  progress(): StepRecord {
    return this.#record({});
  }

  /** What is known of the step when it is over. */
  record(): StepRecord {
    return this.#record(this.#previews);
  }

  #record(output: NodeOutput): StepRecord {
    const { run } = this.flow;
    return stepRecord(
      {
        delivery: { node: this.node, inputs: [] },
        runIndex: this.runIndex,
        status: this.#status,
        startedAt: this.#begun?.at ?? Date.now(),
        durationMs: this.#durationMs,
        attempts: 1,
        output,
        counts: this.counts,
        logs: this.logs,
        ...(this.error ? { error: this.error } : {}),
      },
      run.redaction,
      run.records,
    );
  }

  protected problem(error: PatchbayError): StepRecord['error'] {
    return runProblem(error, this.flow.run.redaction, this.node);
  }

  #count(pin: string, items: readonly Item[]): number {
    const before = this.counts.out[pin] ?? 0;
    this.counts.out[pin] = before + items.length;
    const preview = (this.#previews[pin] ??= []);
    const missing = this.flow.run.records.recordedItems - preview.length;
    if (missing > 0) preview.push(...items.slice(0, missing));
    return before;
  }

  #keeps(pin: string): boolean {
    return this.stage.isAskedFor || this.flow.keepsEnds || this.node.targets.has(pin);
  }

  /** Links lead back over the batch that something was made of, as long as that is there. */
  #source(pin: string, inputs: readonly (Arrival | undefined)[]): Arrival['source'] {
    if (!this.flow.run.pattern.keepsHistory) return undefined;
    const execution: Execution = { node: this.node, runIndex: this.runIndex, inputs, outputs: {} };
    return { execution, pin };
  }
}
