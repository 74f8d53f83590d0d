import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { CallOutput, PatternCreate } from '@patchbay/contracts';
import type { RunningHost } from './host-process.js';

export interface StepToRun {
  type: string;
  parameters?: NonNullable<PatternCreate['nodes'][number]['parameters']>;
  /** Ids by slot. */
  connections: Record<string, string>;
  items?: Record<string, unknown>[];
}

export type StepRun = CallOutput<'patternRun'>;

/** Saves a pattern with this one step behind a trigger, and runs it to its end. */
export async function runStep({ api }: RunningHost, { items = [{}], ...step }: StepToRun): Promise<StepRun> {
  const pattern = await api.call('patternCreate', {
    body: {
      name: `One step ${randomUUID()}`,
      nodes: [
        { id: 's', name: 'Start', type: 'core.manualTrigger' },
        { id: 'n', name: 'Node', ...step },
      ],
      edges: [{ from: { node: 's', pin: 'main' }, to: { node: 'n', pin: 'main' } }],
    },
  });
  return api.call('patternRun', { params: { id: pattern.id }, body: { wait: true, input: items } });
}

/** The `json` of the step's items; fails with the run's error when it failed. */
export function outputOf(run: StepRun): Record<string, unknown>[] {
  assert.equal(run.status, 'success', JSON.stringify(run.error));
  return run.steps[1]?.outputs.main?.map(({ json }) => json) ?? [];
}
