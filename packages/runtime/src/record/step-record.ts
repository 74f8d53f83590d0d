import type { RunProblem, StepRecord } from '@patchbay/contracts';
import type { Item, NodeOutput } from '@patchbay/plugin-sdk';
import type { Delivery } from '../graph/queue.js';
import { LimitedCopy } from './limit.js';
import type { RecordBudget } from './record-budget.js';
import type { RunRedaction } from './run-redaction.js';

export interface StepLog {
  level: 'info' | 'warning' | 'error';
  message: string;
}

/** What is known of a step so far. */
export interface StepFacts {
  delivery: Delivery;
  runIndex: number;
  status: StepRecord['status'];
  startedAt: number;
  durationMs: number | null;
  attempts: number;
  output?: NodeOutput;
  /** Of all batches, when `delivery` and `output` hold only some of the items. */
  counts?: StepRecord['itemCounts'];
  error?: RunProblem;
  waiting?: StepRecord['waiting'];
  logs: readonly StepLog[];
}

const maxLogMessage = 2_000;

/**
 * Milliseconds after which a step is told of while it goes on. Longer than most steps take while many runs go on at once, where
 * telling of each would take as long as executing it, and shorter than somebody who watches would notice.
 */
export const announceMs = 40;

/** The record of a step, counted against what its run may have. Each item that is kept is redacted whole before anything of it is cut. */
export function stepRecord(facts: StepFacts, redaction: RunRedaction, limits: RecordBudget): StepRecord {
  const { delivery, output = {} } = facts;
  const logs = recordedLogs(facts, redaction, limits);
  const copy = new LimitedCopy(limits.recordedBytes);
  const outputs: Record<string, Item[]> = {};
  for (const [pin, items] of Object.entries(output)) {
    if (!items) continue;
    outputs[pin] = copy.items(redaction.value(items.slice(0, limits.recordedItems)), limits.recordedItems);
    if ((facts.counts?.out[pin] ?? items.length) > limits.recordedItems) copy.truncated = true;
  }
  limits.spend(copy.used);
  return {
    runIndex: facts.runIndex,
    nodeId: delivery.node.id,
    name: delivery.node.name,
    type: delivery.node.type,
    status: facts.status,
    startedAt: new Date(facts.startedAt).toISOString(),
    durationMs: facts.durationMs,
    attempts: facts.attempts,
    itemCounts: facts.counts ?? { in: inputCounts(delivery), out: outputCounts(output) },
    outputs,
    truncated: copy.truncated,
    ...(facts.error ? { error: facts.error } : {}),
    ...(facts.waiting ? { waiting: facts.waiting } : {}),
    ...(logs.length > 0 ? { logs } : {}),
  };
}

function recordedLogs({ logs }: StepFacts, redaction: RunRedaction, limits: RecordBudget): StepLog[] {
  return logs.flatMap(({ level, message }) => {
    if (limits.isSpent) return [];
    const text = redaction.text(message).slice(0, maxLogMessage);
    limits.spend(text.length + 32);
    return [{ level, message: text }];
  });
}

function inputCounts({ node, inputs }: Delivery): Record<string, number> {
  const counts: Record<string, number> = {};
  inputs.forEach((arrival, index) => {
    const pin = node.inputs[index];
    if (pin && arrival) counts[pin.name] = arrival.items.length;
  });
  return counts;
}

function outputCounts(output: NodeOutput): Record<string, number> {
  return Object.fromEntries(
    Object.entries(output).flatMap(([pin, items]) => (items ? [[pin, items.length]] : [])),
  );
}
