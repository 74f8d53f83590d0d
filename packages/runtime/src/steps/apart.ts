import type { PatchbayError } from '@patchbay/errors';
import type { Item, NodeOutput } from '@patchbay/plugin-sdk';
import type { Arrival } from '../graph/queue.js';
import { errorPin, type CompiledNode } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import { runProblem } from '../record/problem.js';
import type { RunRedaction } from '../record/run-redaction.js';
import type { OpenStep } from './execute-node.js';
import { firstPin } from './items.js';

export interface ApartResult {
  readonly output: NodeOutput;
  /** The first, of items that failed and were passed on with their error. */
  readonly error?: PatchbayError;
}

/**
 * Executes a node for items; where that fails and the step is to go on after errors, once more for each half of them,
 * until those that fail are alone. Rejects when the step does not go on.
 */
export async function executeApart(
  step: Pick<OpenStep, 'run' | 'node' | 'stop'>,
  arrival: Arrival,
  execute: (part: Arrival) => Promise<NodeOutput>,
): Promise<ApartResult> {
  try {
    return { output: await execute(arrival) };
  } catch (thrown) {
    const { onError = 'stop' } = step.node.settings;
    if (onError === 'stop' || step.stop.signal.aborted) throw thrown;
    const { items, offset = 0 } = arrival;
    if (items.length <= 1) {
      const error = patchbayError(thrown);
      return { output: failedOutput(step.node, items, error, step.run.redaction, offset), error };
    }
    // A batch has an offset, too, but nobody has its whole.
    const whole = arrival.whole ?? (arrival.offset === undefined ? items : undefined);
    const parts = whole === undefined ? arrival : { ...arrival, whole };
    const half = Math.ceil(items.length / 2);
    const first = await executeApart(step, { ...parts, items: items.slice(0, half), offset }, execute);
    const rest = { ...parts, items: items.slice(half), offset: offset + half };
    const second = await executeApart(step, rest, execute);
    const error = first.error ?? second.error;
    return { output: joined(first.output, second.output), ...(error ? { error } : {}) };
  }
}

/** What a step gives that failed and goes on: its items with the error, or one for it when there are none. */
export function failedOutput(
  node: CompiledNode,
  items: readonly Item[],
  error: PatchbayError,
  redaction: RunRedaction,
  offset = 0,
): NodeOutput {
  const pin = node.settings.onError === 'errorOutput' ? errorPin : firstPin(node);
  const { code, detail, title, errors } = runProblem(error, redaction);
  const failed = items.length > 0 ? items : [{ json: {} }];
  return {
    [pin]: failed.map((item, index) => ({
      ...item,
      json: { ...item.json, error: { code, message: detail ?? title, ...(errors && { errors }) } },
      pairedItem: { item: offset + index },
    })),
  };
}

function joined(first: NodeOutput, second: NodeOutput): NodeOutput {
  const output: Record<string, readonly Item[] | null> = { ...first };
  for (const pin of Object.keys(second)) output[pin] = [...(output[pin] ?? []), ...(second[pin] ?? [])];
  return output;
}
