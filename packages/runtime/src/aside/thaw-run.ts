import type { StepQueue } from '../graph/queue.js';
import type { Counts } from '../run/counts.js';
import type { Run } from '../run/run.js';
import type { WaitingStep } from './freeze-run.js';
import type { FrozenRun, FrozenStep } from './frozen.js';
import { Thawed } from './thawed.js';

/** Gives a new run what the one had that was set aside, and answers with the step that waited. */
export function thawRun(
  frozen: FrozenRun,
  { run, queue, counts }: { run: Run; queue: StepQueue; counts: Counts },
): WaitingStep {
  const thawed = new Thawed(frozen, run.pattern);
  const ready = frozen.queue.ready.map((delivery) => thawed.delivery(delivery));
  const waiting = frozen.queue.waiting.map((delivery) => thawed.delivery(delivery));
  queue.restore(ready, waiting);
  for (const index of frozen.history.kept) {
    const execution = thawed.execution(index);
    run.lookBack.keep(execution);
    for (const items of Object.values(execution.outputs)) if (items) run.keptItems.hold(items, 1);
  }
  for (const id of frozen.history.passed) run.lookBack.passed(thawed.node(id));
  const step = waitingStep(thawed, frozen.step);
  for (const { inputs } of [...ready, ...waiting, step.delivery])
    for (const arrival of inputs) if (arrival) run.keptItems.hold(arrival.items, 1);
  for (const [id, count] of frozen.counts) counts.restore(thawed.node(id), count);
  for (const [id, entries] of frozen.states) {
    const state = run.stateOf(thawed.node(id));
    for (const [key, value] of entries) state.set(key, value);
  }
  run.records.left = frozen.recordBytes;
  run.files.used = frozen.fileBytes;
  return step;
}

function waitingStep(thawed: Thawed, step: FrozenStep): WaitingStep {
  const { runIndex, startedAt, attempts, output } = step;
  return { delivery: thawed.delivery(step), runIndex, startedAt, attempts, output: thawed.output(output) };
}
