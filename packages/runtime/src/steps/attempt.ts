import { PatchbayError } from '@patchbay/errors';
import type { NodeOutput } from '@patchbay/plugin-sdk';
import type { Delivery } from '../graph/queue.js';
import { StepLeases } from '../leases/step-leases.js';
import type { StepLog } from '../record/step-record.js';
import type { Run } from '../run/run.js';
import { untilAbandoned } from './abandon.js';
import { executeNode } from './execute-node.js';
import { Stop } from './stop.js';

/** One try of a step: lease, execute, give back. Rejects with whatever went wrong. */
export async function attempt(run: Run, delivery: Delivery, logs: StepLog[]): Promise<NodeOutput> {
  const { name, settings } = delivery.node;
  const { timeoutMs } = settings;
  if (timeoutMs === undefined) return execute(run, delivery, logs, run);
  const stop = new Stop().follow(run.signal).after(timeoutMs, stepTimeout(name, timeoutMs));
  try {
    return await execute(run, delivery, logs, stop);
  } finally {
    stop.end();
  }
}

export function stepTimeout(name: string, ms: number): PatchbayError {
  return new PatchbayError('step-timeout', `"${name}" was not done within ${ms} ms.`);
}

async function execute(
  run: Run,
  { node, inputs }: Delivery,
  logs: StepLog[],
  stop: { readonly signal: AbortSignal },
): Promise<NodeOutput> {
  const leases = node.slots.length > 0 ? new StepLeases(run.broker, run.pool) : undefined;
  try {
    const opening = leases?.open(run.info.id, node, (client) => run.redaction.add(client));
    const connections = opening ? await untilAbandoned(opening, stop.signal) : {};
    const facts =
      node.parameters.secretNames.length > 0
        ? await untilAbandoned(run.factsFor(node), stop.signal)
        : run.facts;
    return await executeNode({ run, node, connections, facts, logs, stop }, inputs);
  } finally {
    leases?.release();
  }
}
