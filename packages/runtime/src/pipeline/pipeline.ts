import type { StepRecord } from '@patchbay/contracts';
import type { Delivery, Execution } from '../graph/queue.js';
import { targetsInOrder } from '../graph/pipelines.js';
import type { CompiledNode, Stage } from '../graph/types.js';
import { announceMs } from '../record/step-record.js';
import type { Run } from '../run/run.js';
import { untilAbandoned } from '../steps/abandon.js';
import { Flow } from './flow.js';
import type { StageRun } from './stage-run.js';
import { ConsumerStage, DisabledStage, ItemwiseStage, SourceStage } from './stages.js';

/** How often steps that go on are told of once they were announced. */
const progressMs = 1_000;

/** How a pipeline ended, each in the order in which its nodes would be executed one after the other. */
export interface PipelineEnd {
  readonly records: readonly StepRecord[];
  /** With the items that were kept. */
  readonly executions: readonly Execution[];
  readonly failure: Flow['failure'];
}

/** Executes a node and those that take its items in batches. Does not reject. */
export async function runPipeline(
  run: Run,
  delivery: Delivery,
  stage: Stage,
  nextIndex: (node: CompiledNode) => number,
): Promise<PipelineEnd> {
  const flow = new Flow(run, nextIndex);
  const source = new SourceStage(flow, stage, nextOf(flow, stage));
  const stopReporting = reportProgress(run, source);
  try {
    await untilAbandoned(execute(flow, source, delivery), flow.stop.signal);
  } catch (error) {
    flow.fail(source.node, error);
  } finally {
    stopReporting();
    flow.stop.end();
  }
  return ended(flow, source, delivery);
}

function nextOf(flow: Flow, { next }: Stage): ReadonlyMap<string, StageRun> {
  return new Map([...next].map(([pin, stage]) => [pin, stageRun(flow, stage)]));
}

function stageRun(flow: Flow, stage: Stage): StageRun {
  const { definition, settings } = stage.node;
  const next = nextOf(flow, stage);
  if (settings.disabled) return new DisabledStage(flow, stage, next);
  if (definition.itemwise) return new ItemwiseStage(flow, stage, next);
  return new ConsumerStage(flow, stage, next);
}

async function execute(flow: Flow, source: SourceStage, delivery: Delivery): Promise<void> {
  await source.produce(delivery);
  if (!flow.stop.signal.aborted) await finishAll(source);
  await flow.settled();
}

/** Stages before those that they hand on to, and one with effects last: after it nothing may fail any more. */
async function finishAll(source: StageRun): Promise<void> {
  const hasEffects = (each: StageRun) => each !== source && each.node.slots.length > 0;
  for (;;) {
    // Asked anew each time: a stage may begin with what the one before it gives at its end.
    const open = begun(source).filter(({ isOver }) => !isOver);
    const stage = open.find((each) => !hasEffects(each)) ?? open[0];
    if (!stage) return;
    try {
      await stage.finish();
    } catch (error) {
      return stage.flow.fail(stage.node, error);
    }
  }
}

function reportProgress(run: Run, source: StageRun): () => void {
  const report = () => {
    for (const stage of begun(source)) run.request.sink.step(stage.progress());
  };
  const announce = setTimeout(report, announceMs);
  const progress = setInterval(report, progressMs);
  return () => {
    clearTimeout(announce);
    clearInterval(progress);
  };
}

/** The stages that have got items, in the order in which their nodes would be executed. */
function begun(stage: StageRun): StageRun[] {
  if (!stage.isBegun) return [];
  const pins = targetsInOrder(stage.node).map(({ pin }) => pin);
  return [stage, ...pins.flatMap((pin) => stage.next.get(pin) ?? []).flatMap(begun)];
}

function ended(flow: Flow, source: StageRun, { inputs }: Delivery): PipelineEnd {
  const stages = begun(source);
  const { failure, run } = flow;
  const isFailing = (node: CompiledNode) => failure?.node === node && !run.stopped;
  for (const stage of stages) {
    if (failure && isFailing(stage.node)) stage.fail(failure.error);
    else stage.end('canceled');
  }
  return {
    records: stages.map((stage) => stage.record()),
    executions: stages.map((stage) => {
      const { node, runIndex, kept } = stage;
      return { node, runIndex, inputs: stage === source ? inputs : [], outputs: kept };
    }),
    failure: run.stopped ? undefined : failure,
  };
}
