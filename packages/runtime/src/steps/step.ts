import { setTimeout as delay } from 'node:timers/promises';
import type { StepRecord } from '@patchbay/contracts';
import type { PatchbayError, ProblemCode } from '@patchbay/errors';
import type { Item, NodeOutput } from '@patchbay/plugin-sdk';
import type { Arrival, Delivery } from '../graph/queue.js';
import type { CompiledNode } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import type { StepLog } from '../record/step-record.js';
import type { Run } from '../run/run.js';
import { executeApart, failedOutput } from './apart.js';
import { attempt } from './attempt.js';
import { firstPin, taggedItems } from './items.js';

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
  if (node.pinned) return { status: 'success', attempts: 1, output: node.pinned, stops: false };
  const { disabled, retries = 0, retryDelayMs = 1_000, alwaysOutputData } = node.settings;
  if (disabled)
    return {
      status: 'skipped',
      attempts: 1,
      output: { [firstPin(node)]: taggedItems(firstItems(delivery), 0) },
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
      if (attempts > retries || finalCodes.has(error.code))
        return failed(run, delivery, { error, attempts }, logs);
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
  'connection-revoked',
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

async function failed(
  run: Run,
  delivery: Delivery,
  { error, attempts }: { error: PatchbayError; attempts: number },
  logs: StepLog[],
): Promise<StepEnd> {
  const { node, inputs } = delivery;
  if ((node.settings.onError ?? 'stop') === 'stop')
    return { status: 'failed', attempts, output: {}, error, stops: true };
  const [arrival] = inputs;
  if (!arrival || !canTakeApart(node, arrival)) {
    const output = failedOutput(node, firstItems(delivery), error, run.redaction);
    return { status: 'failed', attempts, output, error, stops: false };
  }
  const again = (part: Arrival) => attempt(run, { node, inputs: [part] }, logs);
  const apart = await executeApart({ run, node, stop: run }, arrival, again);
  return { status: 'failed', attempts, output: apart.output, error: apart.error ?? error, stops: false };
}

/** Whether the items that fail can be told from the others by executing them again. */
function canTakeApart({ definition, settings, parameters }: CompiledNode, { items }: Arrival): boolean {
  if (definition.itemwise !== true || settings.executeOnce) return false;
  return !parameters.program?.references.wholeInput || items.length <= mostWithWhole;
}

/** Items of which each may bring all of them along: of more, the time would grow with their square. */
const mostWithWhole = 500;

function firstItems({ inputs }: Delivery): readonly Item[] {
  return inputs.find((arrival) => arrival)?.items ?? [];
}

function withData(pin: string, output: NodeOutput): NodeOutput {
  const hasData = Object.values(output).some((items) => items && items.length > 0);
  return hasData ? output : { ...output, [pin]: [{ json: {}, pairedItem: { item: 0 } }] };
}
