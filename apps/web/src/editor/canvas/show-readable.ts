import type { ReactFlowInstance } from '@xyflow/react';

/** How the whole graph is fitted into the canvas. */
export const whole = { maxZoom: 1, padding: 0.15 };

/** Below it nobody can read the nodes' names. */
const readable = 0.5;

/** Shows the whole graph, or its beginning where the whole would be too small to read, as on a phone. */
export async function showReadable(
  flow: Pick<ReactFlowInstance, 'fitView' | 'getNodes' | 'getZoom'>,
): Promise<void> {
  await flow.fitView(whole);
  if (flow.getZoom() >= readable) return;
  const [first, second] = flow.getNodes().toSorted((one, other) => one.position.x - other.position.x);
  await flow.fitView({ ...whole, nodes: [first, second].filter((node) => node !== undefined) });
}
