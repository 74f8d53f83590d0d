import type { SetAside } from '@patchbay/plugin-sdk';
import type { StepQueue } from '../graph/queue.js';
import { patchbayError } from '../leases/failures.js';
import { runProblem } from '../record/problem.js';
import { stepRecord, type StepFacts } from '../record/step-record.js';
import type { Counts } from '../run/counts.js';
import type { Ended } from '../run/execute-delivery.js';
import type { Run } from '../run/run.js';
import type { RunAside } from '../types.js';
import { type Aside, freezeRun, type WaitingStep } from './freeze-run.js';
import { writeState } from './state-file.js';

/** Writes down all that the run needs to go on; when that is too much, the run has failed at this step. */
export async function setAside(
  run: Run,
  { how, step }: Aside,
  queue: StepQueue,
  counts: Counts,
): Promise<RunAside | Ended> {
  const { node } = step.delivery;
  try {
    const frozen = freezeRun(run, step, queue, counts);
    const state = await writeState(run.files, frozen);
    report(run, step, { status: 'waiting', durationMs: null, waiting: waitsFor(how) });
    const tokenHashes = [...frozen.tokenHashes];
    return { status: 'waiting', nodeId: node.id, ...how, tokenHashes, state };
  } catch (thrown) {
    const error = patchbayError(thrown);
    const durationMs = Date.now() - step.startedAt;
    report(run, step, { status: 'failed', durationMs, error: runProblem(error, run.redaction, node) });
    return { executions: [], failure: { node, error } };
  }
}

function waitsFor({ until, call }: SetAside): StepFacts['waiting'] {
  return { forCall: call !== undefined, ...(until === undefined ? {} : { until }) };
}

type HowItStands = Pick<StepFacts, 'status' | 'durationMs' | 'error' | 'waiting'>;

function report(run: Run, step: WaitingStep, how: HowItStands): void {
  const { delivery, runIndex, startedAt, attempts } = step;
  const facts = { delivery, runIndex, startedAt, attempts, logs: [], ...how };
  run.request.sink.step(stepRecord(facts, run.redaction, run.records));
}
