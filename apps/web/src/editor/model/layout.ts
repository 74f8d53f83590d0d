import dagre from '@dagrejs/dagre';
import type { PatternGraph } from '@patchbay/contracts';
import type { Position } from './graph.js';

export const nodeSize = { width: 200, height: 56 };
const grid = 20;

/** Between the beginnings of two columns: an edge's count and time fit between them. */
export const columnWidth = 340;

/** Places every node from left to right along its edges; nodes whose height is not known have the usual one. */
export function autoLayout(
  graph: PatternGraph,
  heights: ReadonlyMap<string, number | undefined>,
): Map<string, Position> {
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'LR', nodesep: 48, ranksep: columnWidth - nodeSize.width });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) {
    layout.setNode(id, { ...nodeSize, height: heights.get(id) ?? nodeSize.height });
  }
  for (const { from, to } of graph.edges) layout.setEdge(from.node, to.node);
  dagre.layout(layout);
  return new Map(
    graph.nodes.map(({ id }) => {
      const { x = 0, y = 0, height = 0 } = layout.node(id) as Partial<Position & { height: number }>;
      return [id, { x: snap(x - nodeSize.width / 2), y: snap(y - height / 2) }];
    }),
  );
}

export function snap(value: number): number {
  return Math.round(value / grid) * grid;
}
