import { PatchbayError } from '@patchbay/errors';
import type { Item, NodeOutput } from '@patchbay/plugin-sdk';
import type { Delivery } from '../graph/queue.js';
import { StepLeases } from '../leases/step-leases.js';
import { StepParameters } from '../parameters/step-parameters.js';
import type { StepLog } from '../record/step-record.js';
import type { Run } from '../run/run.js';
import { untilAbandoned } from './abandon.js';
import { createContext } from './context.js';
import { normalisedOutput, taggedItems } from './items.js';
import { Stop } from './stop.js';

/** One try of a step: lease, execute, give back. Rejects with whatever went wrong. */
export async function attempt(run: Run, delivery: Delivery, logs: StepLog[]): Promise<NodeOutput> {
  const { timeoutMs } = delivery.node.settings;
  if (timeoutMs === undefined) return execute(run, delivery, logs, run);
  const late = new PatchbayError(
    'step-timeout',
    `"${delivery.node.name}" was not done within ${timeoutMs} ms.`,
  );
  const stop = new Stop().follow(run.signal).after(timeoutMs, late);
  try {
    return await execute(run, delivery, logs, stop);
  } finally {
    stop.end();
  }
}

async function execute(
  run: Run,
  delivery: Delivery,
  logs: StepLog[],
  stop: { readonly signal: AbortSignal },
): Promise<NodeOutput> {
  const { node } = delivery;
  const inputs = inputItems(delivery);
  const first = inputs[0] ?? [];
  const leases = node.slots.length > 0 ? new StepLeases(run.broker, run.pool) : undefined;
  try {
    const opening = leases?.open(run.info.id, node, (client) => run.redaction.add(client));
    const connections = opening ? await untilAbandoned(opening, stop.signal) : {};
    const facts =
      node.parameters.secretNames.length > 0
        ? await untilAbandoned(run.factsFor(node), stop.signal)
        : run.facts;
    // Other steps may break the engine in any `await`, so the last look is here, where the node begins.
    for (let wait = run.engineFor(node); wait; wait = run.engineFor(node)) await wait;
    const parameters = new StepParameters(node, first, facts, run.crossing(delivery, facts));
    const context = createContext({
      node,
      inputs,
      parameters,
      connections,
      stop,
      state: run.stateOf(node),
      logs,
      source: run,
    });
    const returned = node.definition.execute(context);
    const output = returned instanceof Promise ? await untilAbandoned(returned, stop.signal) : returned;
    return normalisedOutput(node, output, first.length);
  } finally {
    leases?.release();
  }
}

function inputItems({ node, inputs }: Delivery): Item[][] {
  return inputs.map((arrival, index) => {
    const items = arrival?.items ?? [];
    return taggedItems(node.settings.executeOnce ? items.slice(0, 1) : items, index);
  });
}
