import type {
  ConnectionSummary,
  NodeDescription,
  PatternEdge,
  PatternGraph,
  PatternNode,
  RunProblem,
  StepRecord,
} from '@patchbay/contracts';
import type { FieldProblem } from '@patchbay/fields';
import type { Node } from '@xyflow/react';
import type { Editor } from '../editor-context.js';
import { asBefore } from './as-before.js';

/** All that a node on the canvas is drawn from. */
export interface NodeFace extends Record<string, unknown> {
  node: PatternNode;
  description: NodeDescription | undefined;
  /** Those that begin or end at it. */
  edges: readonly PatternEdge[];
  /** Of those that its slots name, the ones that the person sees. */
  connections: readonly ConnectionSummary[];
  step: StepRecord | undefined;
  /** What is wrong with it, in one line. */
  problem: string | undefined;
  isOpen: boolean;
}

export type DrawnNode = Node<NodeFace, 'node'>;

type Shown = Pick<Editor, 'graph' | 'types' | 'connections' | 'problems' | 'steps' | 'openId'>;

const known = new WeakMap<PatternNode, NodeFace>();

/**
 * The face of each node. One that is as before is the same object: the canvas draws only nodes whose object is another, so that a key
 * in the inspector draws one node and not hundreds.
 */
export function facesOf({ graph, types, connections, problems, steps, openId }: Shown): NodeFace[] {
  const edges = edgesByNode(graph);
  return graph.nodes.map((node) => {
    const step = steps.get(node.id);
    return asBefore(known, node, {
      node,
      description: types.get(node.type),
      edges: edges.get(node.id) ?? [],
      connections: Object.values(node.connections ?? {}).flatMap((id) => connections.get(id) ?? []),
      step,
      problem: problemOf(problems.get(node.id), step?.error),
      isOpen: openId === node.id,
    });
  });
}

function edgesByNode({ edges }: PatternGraph): ReadonlyMap<string, readonly PatternEdge[]> {
  const byNode = new Map<string, PatternEdge[]>();
  const add = (id: string, edge: PatternEdge) => {
    const others = byNode.get(id);
    if (others === undefined) byNode.set(id, [edge]);
    else others.push(edge);
  };
  for (const edge of edges) {
    add(edge.from.node, edge);
    if (edge.to.node !== edge.from.node) add(edge.to.node, edge);
  }
  return byNode;
}

/** What is wrong with it before a run, or went wrong in the last one. */
function problemOf(
  problems: readonly FieldProblem[] = [],
  error: RunProblem | undefined,
): string | undefined {
  return problems[0]?.detail ?? (error?.detail ?? error?.title)?.split('\n')[0];
}
