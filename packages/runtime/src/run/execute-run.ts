import { setImmediate } from 'node:timers/promises';
import { PatchbayError } from '@patchbay/errors';
import type { NodeOutput } from '@patchbay/plugin-sdk';
import { StepQueue, type Delivery, type Execution } from '../graph/queue.js';
import type { CompiledNode } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import { runProblem } from '../record/problem.js';
import { stepRecord, type StepFacts, type StepLog } from '../record/step-record.js';
import { runStep } from '../steps/step.js';
import type { RunResult } from '../types.js';
import { finalReply, firstItems } from './reply.js';
import type { Run } from './run.js';

/** A pattern that goes round in circles ends here. */
const maxExecutions = 100_000;
/** A step that takes longer is announced while it runs. */
const announceMs = 5;
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
  const counts = new Map<CompiledNode, number>();
  const countOf = (node: CompiledNode) => counts.get(node) ?? 0;
  const queue = new StepQueue((node) => skipped(run, node, countOf(node)));
  queue.start(triggerNode(run), request.trigger.items);
  let lastBreath = performance.now();
  for (let executions = 0; ; executions++) {
    if (performance.now() - lastBreath > breathMs) {
      await setImmediate();
      lastBreath = performance.now();
    }
    if (run.stopped) return aborted(run, run.stopped);
    const delivery = queue.next();
    if (!delivery) return over('success');
    if (executions >= maxExecutions)
      throw new PatchbayError(
        'step-failed',
        `The run executed ${maxExecutions} steps and is not over; it seems to go round in circles.`,
      );
    const { node } = delivery;
    const runIndex = countOf(node);
    counts.set(node, runIndex + 1);
    const end = await reportedStep(run, delivery, runIndex);
    if (end.stops && end.error) {
      if (end.status === 'canceled') return aborted(run, end.error);
      return over('failed', { error: runProblem(end.error, run.redaction, node) });
    }
    const execution: Execution = { node, runIndex, inputs: delivery.inputs, outputs: end.output };
    if (pattern.keepsHistory) run.lookBack.keep(execution);
    onOutput(end.output);
    queue.offer(execution, pattern.keepsHistory);
  }
}

async function reportedStep(run: Run, delivery: Delivery, runIndex: number) {
  const { sink } = run.request;
  const { limits } = run;
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
  const announce = setTimeout(() => sink.step(stepRecord(facts, run.redaction, limits)), announceMs);
  const end = await runStep(run, delivery, logs);
  clearTimeout(announce);
  const durationMs = Math.round((performance.now() - start) * 100) / 100;
  const error = end.error ? { error: runProblem(end.error, run.redaction, delivery.node) } : {};
  const { status, attempts, output } = end;
  sink.step(
    stepRecord({ ...facts, status, durationMs, attempts, output, logs, ...error }, run.redaction, limits),
  );
  return end;
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
  run.request.sink.step(stepRecord(facts, run.redaction, run.limits));
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
