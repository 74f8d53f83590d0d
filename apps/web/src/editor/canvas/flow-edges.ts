import type { PatternEdge, PatternGraph, StepRecord } from '@patchbay/contracts';
import type { Edge } from '@xyflow/react';
import { edgeId } from '../model/graph.js';
import { asBefore } from './as-before.js';
import { isolated } from '../../ui/isolated.js';

/** What the shown run sent along an edge, and how long the node took that sent it. */
export interface Carried extends Record<string, unknown> {
  items?: number;
  durationMs?: number | null;
  /** Its pin has a name, which stands where the edge begins. */
  isNamed?: boolean;
}

export type CarryingEdge = Edge<Carried, 'carrying'>;

const known = new WeakMap<PatternEdge, CarryingEdge>();
const lists = new WeakMap<readonly PatternEdge[], CarryingEdge[]>();

/**
 * The edges with what the shown run sent along each. What is as before, an edge or the list of all, is the same object: the canvas
 * does not draw it again.
 */
export function flowEdges(
  graph: PatternGraph,
  steps: ReadonlyMap<string, StepRecord>,
  selected: ReadonlySet<string>,
): CarryingEdge[] {
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const nameOf = ({ node }: PatternEdge['from']) => isolated(names.get(node) ?? '');
  const list = graph.edges.map((edge) => {
    const id = edgeId(edge);
    const step = steps.get(edge.from.node);
    const items = step?.itemCounts.out[edge.from.pin];
    return asBefore(known, edge, {
      id,
      type: 'carrying',
      source: edge.from.node,
      sourceHandle: edge.from.pin,
      target: edge.to.node,
      targetHandle: edge.to.pin,
      selected: selected.has(id),
      ariaLabel: `From ${nameOf(edge.from)} to ${nameOf(edge.to)}`,
      ...(step === undefined || items === undefined
        ? {}
        : { data: carried(step, items), className: 'edge-ran' }),
    });
  });
  return asBefore(lists, graph.edges, list);
}

function carried({ durationMs, itemCounts }: StepRecord, items: number): Carried {
  return { items, durationMs, isNamed: Object.keys(itemCounts.out).length > 1 };
}
