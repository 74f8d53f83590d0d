import { setImmediate } from 'node:timers/promises';
import { PatchbayError } from '@patchbay/errors';
import type { NodeOutput } from '@patchbay/plugin-sdk';
import { type Delivery, StepQueue } from '../graph/queue.js';
import type { CompiledNode } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import { runProblem } from '../record/problem.js';
import { stepRecord, type StepFacts } from '../record/step-record.js';
import { setAside } from '../aside/set-aside.js';
import { readState } from '../aside/state-file.js';
import { thawRun } from '../aside/thaw-run.js';
import type { RunAside, RunEnd, RunResult } from '../types.js';
import { Counts } from './counts.js';
import { endWaitingStep, executePipeline, executeStep, type Ended } from './execute-delivery.js';
import { finalReply, firstItems } from './reply.js';
import type { Run } from './run.js';

/** Steps that never wait for anything would keep others, and a cancellation, from being heard. */
const breathMs = 10;

/** Executes one run until it is over or set aside; it does not reject. Every step is reported to the sink. */
export async function executeRun(run: Run): Promise<RunResult> {
  let result: RunResult;
  let last: NodeOutput = {};
  try {
    result = await walk(run, (output) => (last = output));
    if (result.status === 'success') result = { ...result, output: firstItems(last) };
  } catch (error) {
    result = over('failed', { error: runProblem(patchbayError(error), run.redaction) });
  }
  if (result.status !== 'waiting') replyAtLast(run, result.status, last);
  await run.end();
  return result;
}

function replyAtLast(run: Run, status: RunEnd['status'], last: NodeOutput): void {
  const { respond, answer } = run.request.trigger;
  if (respond === 'byNode' || respond === 'whenDone')
    run.respond(finalReply({ status, respond, answer }, last));
}

async function walk(run: Run, onOutput: (output: NodeOutput) => void): Promise<RunResult> {
  const { pattern } = run;
  const counts = new Counts();
  const queue = new StepQueue((node) => skipped(run, node, counts.of(node)));
  let end = await begin(run, queue, counts);
  let lastBreath = performance.now();
  for (;;) {
    if (end.aside) {
      const left = await setAside(run, end.aside, queue, counts);
      if ('status' in left) return run.stopped ? canceledThen(run, run.stopped, left) : left;
      end = left;
    }
    if (end.failure)
      return over('failed', { error: runProblem(end.failure.error, run.redaction, end.failure.node) });
    for (const execution of end.executions) {
      onOutput(execution.outputs);
      queue.offer(execution, pattern.keepsHistory);
    }
    if (performance.now() - lastBreath > breathMs) {
      await setImmediate();
      lastBreath = performance.now();
    }
    if (run.stopped) return aborted(run, run.stopped);
    const delivery = queue.next();
    if (!delivery) return over('success');
    end = await execute(run, delivery, counts);
  }
}

function execute(run: Run, delivery: Delivery, counts: Counts): Promise<Ended> {
  const nextIndex = (node: CompiledNode) => counts.next(node);
  const stage = run.pattern.pipelines.get(delivery.node);
  return stage ? executePipeline(run, delivery, stage, nextIndex) : executeStep(run, delivery, nextIndex);
}

/** Puts what is to be executed first into the queue, or what was in it when the run was set aside. */
async function begin(run: Run, queue: StepQueue, counts: Counts): Promise<Ended> {
  const { pattern, request } = run;
  if (request.resumed) {
    const { by, state } = request.resumed;
    const frozen = await readState(run.files, state);
    const step = thawRun(frozen, { run, queue, counts });
    run.waiting.goOn(by, frozen.tokenHashes);
    return endWaitingStep(run, step, by === 'call' ? request.trigger.items : undefined);
  }
  const trigger = triggerNode(run);
  // In a part of a pattern the data to go on from stands where the nodes before were.
  for (const node of pattern.nodes.values())
    if (node.pinned && node.connectedInputs === 0 && node !== trigger) queue.start(node, []);
  queue.start(trigger, request.trigger.items);
  return { executions: [] };
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

function aborted(run: Run, reason: PatchbayError): RunEnd {
  return over(reason.code === 'run-timeout' ? 'timedOut' : 'canceled', {
    error: runProblem(reason, run.redaction),
  });
}

/** What was written for later would count as a file that the run made. */
async function canceledThen(run: Run, reason: PatchbayError, { state }: RunAside): Promise<RunEnd> {
  await run.files.takeAway(state);
  return aborted(run, reason);
}

function over(status: RunEnd['status'], rest: Pick<RunEnd, 'error'> = {}): RunEnd {
  return { status, finishedAt: new Date().toISOString(), ...rest };
}
