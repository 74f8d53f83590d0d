import type { Item, NodeOutput, OpenConnection } from '@patchbay/plugin-sdk';
import type { Visit } from '../expressions/evaluate.js';
import type { Arrival } from '../graph/queue.js';
import type { CompiledNode } from '../graph/types.js';
import { StepParameters, type RunFacts } from '../parameters/step-parameters.js';
import type { StepLog } from '../record/step-record.js';
import type { Run } from '../run/run.js';
import { untilAbandoned } from './abandon.js';
import { createContext } from './context.js';
import { normalisedOutput, shiftedOutput, taggedItems } from './items.js';

/** All that a node needs to be executed, besides its items. */
export interface OpenStep {
  readonly run: Run;
  readonly node: CompiledNode;
  readonly connections: Record<string, OpenConnection>;
  /** What its expressions see of the run. */
  readonly facts: RunFacts;
  readonly logs: StepLog[];
  readonly stop: { readonly signal: AbortSignal };
  /** Given when it is executed several times, with a batch of its items at a time. */
  readonly visit?: Visit;
}

/** Executes the node for what arrived, which may be a batch. Rejects with whatever went wrong. */
export async function executeNode(
  step: OpenStep,
  inputs: readonly (Arrival | undefined)[],
): Promise<NodeOutput> {
  const { run, node, stop } = step;
  // Other steps may break the engine in any `await`, so the last look is here, where the node begins.
  for (let wait = run.engineFor(node); wait; wait = run.engineFor(node)) await wait;
  const context = openContext(step, inputs);
  const returned = node.definition.execute(context);
  const output = returned instanceof Promise ? await untilAbandoned(returned, stop.signal) : returned;
  const normal = normalisedOutput(node, output, context.items.length);
  return shiftedOutput(normal, inputs[0]?.offset ?? 0);
}

/** The context of a node that is about to begin. The engine has to be ready, and nothing may be awaited until it has. */
export function openContext(step: OpenStep, inputs: readonly (Arrival | undefined)[]) {
  const { run, node, facts, visit, ...rest } = step;
  const tagged = inputs.map((arrival, index) => inputItems(node, arrival, index));
  const crossing = run.crossing(node, inputs[0], facts, visit);
  const parameters = new StepParameters(node, tagged[0] ?? [], facts, crossing, inputs[0]?.offset);
  return createContext({ ...rest, node, inputs: tagged, parameters, state: run.stateOf(node), source: run });
}

function inputItems({ settings }: CompiledNode, arrival: Arrival | undefined, input: number): Item[] {
  const items = arrival?.items ?? [];
  return taggedItems(settings.executeOnce ? items.slice(0, 1) : items, input);
}
