import { setImmediate } from 'node:timers/promises';
import { PatchbayError } from '@patchbay/errors';
import type { NodeOutput } from '@patchbay/plugin-sdk';
import { StepQueue } from '../graph/queue.js';
import type { CompiledNode } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import { runProblem } from '../record/problem.js';
import { stepRecord, type StepFacts } from '../record/step-record.js';
import type { RunResult } from '../types.js';
import { executePipeline, executeStep, type Ended } from './execute-delivery.js';
import { finalReply, firstItems } from './reply.js';
import type { Run } from './run.js';

/** A pattern that goes round in circles ends here. */
const maxExecutions = 100_000;
/** Steps that never wait for anything would keep others, and a cancellation, from being heard. */
const breathMs = 10;

/** Executes one run to its end; it does not reject. Every step is reported to the sink. */
export async function executeRun(run: Run): Promise<RunResult> {
  let result: RunResult;
  let last: NodeOutput = {};
  try {
    result = await walk(run, (output) => (last = output));
    if (result.status === 'success') result = { ...result, output: firstItems(last) };
  } catch (error) {
    result = over('failed', { error: runProblem(patchbayError(error), run.redaction) });
  }
  const { respond } = run.request.trigger;
  if (respond === 'byNode' || respond === 'whenDone') run.respond(finalReply(result.status, respond, last));
  await run.end();
  return result;
}

async function walk(run: Run, onOutput: (output: NodeOutput) => void): Promise<RunResult> {
  const { pattern, request } = run;
  const counts = new Counts();
  const queue = new StepQueue((node) => skipped(run, node, counts.of(node)));
  const trigger = triggerNode(run);
  // In a part of a pattern the data to go on from stands where the nodes before were.
  for (const node of pattern.nodes.values())
    if (node.pinned && node.connectedInputs === 0 && node !== trigger) queue.start(node, []);
  queue.start(trigger, request.trigger.items);
  let lastBreath = performance.now();
  for (;;) {
    if (performance.now() - lastBreath > breathMs) {
      await setImmediate();
      lastBreath = performance.now();
    }
    if (run.stopped) return aborted(run, run.stopped);
    const delivery = queue.next();
    if (!delivery) return over('success');
    const nextIndex = (node: CompiledNode) => counts.next(node);
    const stage = pattern.pipelines.get(delivery.node);
    const end: Ended = stage
      ? await executePipeline(run, delivery, stage, nextIndex)
      : await executeStep(run, delivery, nextIndex);
    if (end.failure)
      return over('failed', { error: runProblem(end.failure.error, run.redaction, end.failure.node) });
    for (const execution of end.executions) {
      onOutput(execution.outputs);
      queue.offer(execution, pattern.keepsHistory);
    }
  }
}

/** How often each node was executed. */
class Counts {
  readonly #byNode = new Map<CompiledNode, number>();
  #sum = 0;

  of(node: CompiledNode): number {
    return this.#byNode.get(node) ?? 0;
  }

  /** Counts one execution more and gives its index. */
  next(node: CompiledNode): number {
    if (++this.#sum > maxExecutions)
      throw new PatchbayError(
        'step-failed',
        `The run executed ${maxExecutions} steps and is not over; it seems to go round in circles.`,
      );
    const index = this.of(node);
    this.#byNode.set(node, index + 1);
    return index;
  }
}

function skipped(run: Run, node: CompiledNode, runIndex: number): void {
  const facts: StepFacts = {
    delivery: { node, inputs: [] },
    runIndex,
    status: 'skipped',
    startedAt: Date.now(),
    durationMs: 0,
    attempts: 1,
    logs: [],
  };
  run.request.sink.step(stepRecord(facts, run.redaction, run.records));
}

function triggerNode({ pattern, request }: Run): CompiledNode {
  const node = pattern.nodes.get(request.trigger.nodeId);
  if (node) return node;
  throw new PatchbayError('pattern-invalid', 'The pattern has no such trigger.');
}

function aborted(run: Run, reason: PatchbayError): RunResult {
  return over(reason.code === 'run-timeout' ? 'timedOut' : 'canceled', {
    error: runProblem(reason, run.redaction),
  });
}

function over(status: RunResult['status'], rest: Pick<RunResult, 'error'> = {}): RunResult {
  return { status, finishedAt: new Date().toISOString(), ...rest };
}
