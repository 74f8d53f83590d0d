import { setTimeout as delay } from 'node:timers/promises';
import type { StepRecord } from '@patchbay/contracts';
import type { PatchbayError, ProblemCode } from '@patchbay/errors';
import type { Item, NodeOutput } from '@patchbay/plugin-sdk';
import type { Delivery } from '../graph/queue.js';
import { errorPin } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import { runProblem } from '../record/problem.js';
import type { StepLog } from '../record/step-record.js';
import type { Run } from '../run/run.js';
import { attempt } from './attempt.js';
import { firstPin } from './items.js';

/** How a step ended. With `error` and `stops` the run is over. */
export interface StepEnd {
  status: StepRecord['status'];
  attempts: number;
  output: NodeOutput;
  error?: PatchbayError;
  stops: boolean;
}

/** Executes a step with its settings: tries again, goes on after errors, or passes items by when it is disabled. */
export async function runStep(run: Run, delivery: Delivery, logs: StepLog[]): Promise<StepEnd> {
  const { node } = delivery;
  const { disabled, retries = 0, retryDelayMs = 1_000, alwaysOutputData } = node.settings;
  if (disabled)
    return {
      status: 'skipped',
      attempts: 1,
      output: { [firstPin(node)]: firstItems(delivery) },
      stops: false,
    };
  for (let attempts = 1; ; attempts++) {
    try {
      const output = await attempt(run, delivery, logs);
      return {
        status: 'success',
        attempts,
        output: alwaysOutputData ? withData(firstPin(node), output) : output,
        stops: false,
      };
    } catch (thrown) {
      if (run.stopped) return { status: 'canceled', attempts, output: {}, error: run.stopped, stops: true };
      const error = patchbayError(thrown);
      if (attempts > retries || finalCodes.has(error.code)) return failed(run, delivery, error, attempts);
      // An aborted pause shows at the next try.
      await delay(retryDelayMs, undefined, { signal: run.signal }).catch(() => undefined);
    }
  }
}

/** Trying again cannot help here: the pattern or its connections have to change first. */
const finalCodes: ReadonlySet<ProblemCode> = new Set([
  'connection-missing',
  'connection-not-found',
  'connection-disabled',
  'connection-type-mismatch',
  'connection-quarantined',
  'lease-denied',
  'secret-value-missing',
  'expression-failed',
  'expression-timeout',
  'parameter-invalid',
  'egress-refused',
  'file-not-allowed',
  'sql-refused',
  'pattern-not-found',
  'pattern-recursion',
  'pattern-call-too-deep',
]);

function failed(run: Run, delivery: Delivery, error: PatchbayError, attempts: number): StepEnd {
  const { onError = 'stop' } = delivery.node.settings;
  if (onError === 'stop') return { status: 'failed', attempts, output: {}, error, stops: true };
  const pin = onError === 'errorOutput' ? errorPin : firstPin(delivery.node);
  const { code, detail, title } = runProblem(error, run.redaction);
  const items = firstItems(delivery);
  const failedItems = (items.length > 0 ? items : [{ json: {} }]).map((item, index) => ({
    ...item,
    json: { ...item.json, error: { code, message: detail ?? title } },
    pairedItem: { item: index },
  }));
  return { status: 'failed', attempts, output: { [pin]: failedItems }, error, stops: false };
}

function firstItems({ inputs }: Delivery): readonly Item[] {
  return inputs.find((arrival) => arrival)?.items ?? [];
}

function withData(pin: string, output: NodeOutput): NodeOutput {
  const hasData = Object.values(output).some((items) => items && items.length > 0);
  return hasData ? output : { ...output, [pin]: [{ json: {}, pairedItem: { item: 0 } }] };
}
