import type { PatchbayError } from '@patchbay/errors';
import type { Item } from '@patchbay/plugin-sdk';
import type { Aside, WaitingStep } from '../aside/freeze-run.js';
import type { Delivery, Execution } from '../graph/queue.js';
import type { CompiledNode, Stage } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import { runPipeline } from '../pipeline/pipeline.js';
import { runProblem } from '../record/problem.js';
import { announceMs, stepRecord, type StepFacts, type StepLog } from '../record/step-record.js';
import { normalisedOutput } from '../steps/items.js';
import { runStep, type StepEnd } from '../steps/step.js';
import type { Run } from './run.js';

/** What became of a delivery. */
export interface Ended {
  readonly executions: readonly Execution[];
  /** The run is over; not set when it was canceled or timed out. */
  readonly failure?: { readonly node: CompiledNode; readonly error: PatchbayError } | undefined;
  /** The step wants the run to wait. */
  readonly aside?: Aside;
}

type NextIndex = (node: CompiledNode) => number;

/** Executes one node with all its items, and reports it. */
export async function executeStep(run: Run, delivery: Delivery, nextIndex: NextIndex): Promise<Ended> {
  const { node, inputs } = delivery;
  const runIndex = nextIndex(node);
  const { stops, error, output, status, aside } = await reportedStep(run, delivery, runIndex);
  if (aside) return { executions: [], aside };
  if (status === 'canceled') return { executions: [] };
  if (stops && error) return { executions: [], failure: { node, error } };
  return executed(run, delivery, { node, runIndex, inputs, outputs: output });
}

/** The step is over that its run waited for. With the items of a call those are what it gives. */
export function endWaitingStep(run: Run, step: WaitingStep, called?: readonly Item[]): Ended {
  const { delivery, runIndex, startedAt, attempts } = step;
  const { node, inputs } = delivery;
  const output = called ? normalisedOutput(node, called, inputs[0]?.items.length ?? 0) : step.output;
  const durationMs = Date.now() - startedAt;
  const facts = { delivery, runIndex, status: 'success' as const, startedAt, durationMs, attempts, output };
  run.request.sink.step(stepRecord({ ...facts, logs: [] }, run.redaction, run.records));
  return executed(run, delivery, { node, runIndex, inputs, outputs: output });
}

function executed(run: Run, delivery: Delivery, execution: Execution): Ended {
  if (run.pattern.keepsHistory) run.lookBack.keep(execution);
  return kept(run, delivery, { executions: [execution] });
}

/** Executes a node and those behind it that take its items in batches, and reports them. */
export async function executePipeline(
  run: Run,
  delivery: Delivery,
  stage: Stage,
  nextIndex: NextIndex,
): Promise<Ended> {
  const { records, ...end } = await runPipeline(run, delivery, stage, nextIndex);
  for (const record of records) run.request.sink.step(record);
  if (run.pattern.keepsHistory) for (const execution of end.executions) remember(run, stage, execution);
  return kept(run, delivery, end);
}

function remember(run: Run, stage: Stage, execution: Execution): void {
  if (isAskedFor(stage, execution.node)) run.lookBack.keep(execution);
  else run.lookBack.passed(execution.node);
}

function isAskedFor(stage: Stage, node: CompiledNode): boolean {
  if (stage.node === node) return stage.isAskedFor;
  return [...stage.next.values()].some((next) => isAskedFor(next, node));
}

/** Counts what the run keeps from now on, and no longer what the delivery brought. */
function kept(run: Run, { node, inputs }: Delivery, ended: Ended): Ended {
  const { keptItems } = run;
  try {
    for (const execution of ended.executions) hold(run, execution);
    for (const arrival of inputs) if (arrival) keptItems.release(arrival.items);
    return ended;
  } catch (error) {
    return { ...ended, failure: { node, error: patchbayError(error) } };
  }
}

function hold({ keptItems, pattern }: Run, { node, outputs }: Execution): void {
  for (const [pin, items] of Object.entries(outputs)) {
    const uses = node.targets.get(pin)?.length ?? 0;
    if (items) keptItems.hold(items, uses + (pattern.keepsHistory ? 1 : 0));
  }
}

async function reportedStep(
  run: Run,
  delivery: Delivery,
  runIndex: number,
): Promise<StepEnd & { aside?: Aside }> {
  const { records, waiting } = run;
  const { sink } = run.request;
  const startedAt = Date.now();
  const start = performance.now();
  const logs: StepLog[] = [];
  const facts: StepFacts = {
    delivery,
    runIndex,
    status: 'running',
    startedAt,
    durationMs: null,
    attempts: 1,
    logs: [],
  };
  const announce = setTimeout(() => {
    // Of a run of very many steps each is told once.
    if (!records.isSpent) sink.step(stepRecord(facts, run.redaction, records));
  }, announceMs);
  const end = await runStep(run, delivery, logs);
  clearTimeout(announce);
  const how = waiting.take(delivery.node, end.status === 'success');
  const { status, attempts, output } = end;
  if (how) return { ...end, aside: { how, step: { delivery, runIndex, startedAt, attempts, output } } };
  const durationMs = Math.round((performance.now() - start) * 100) / 100;
  const error = end.error ? { error: runProblem(end.error, run.redaction, delivery.node) } : {};
  sink.step(
    stepRecord({ ...facts, status, durationMs, attempts, output, logs, ...error }, run.redaction, records),
  );
  return end;
}
