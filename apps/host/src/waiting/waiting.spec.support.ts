import type { PatternNode, RunDetail } from '@patchbay/contracts';

export function waitNode(parameters: NonNullable<PatternNode['parameters']>): PatternNode {
  return { id: 'wait', name: 'Wait', type: 'core.wait', parameters };
}

/** Looks back over the wait, and says whether a call ended it. */
export const after: PatternNode = {
  ...{ id: 'after', name: 'After', type: 'core.editFields' },
  parameters: {
    fields: [
      { name: 'first', value: "={{ $('Start').first().json.n }}" },
      { name: 'called', value: '={{ $json.method !== undefined }}' },
    ],
    keepOthers: false,
  },
};

/** The items that the last execution of a node gave. */
export function outputOf({ steps }: RunDetail, nodeId: string): Record<string, unknown>[] {
  const step = steps.findLast((each) => each.nodeId === nodeId);
  return (step?.outputs['main'] ?? []).map(({ json }) => json);
}
