import {
  checkNode,
  checkPattern,
  type NodeShape,
  type PatternGraph,
  type PatternNode,
} from '@patchbay/contracts';
import type { FieldProblem } from '@patchbay/fields';
import { type NodeTypes, shapeOf } from './node-types.js';

/** What is wrong with each node, by the server's own rules; pointers begin at the node. */
export type NodeProblems = ReadonlyMap<string, readonly FieldProblem[]>;

export function problemsByNode(graph: PatternGraph, types: NodeTypes): NodeProblems {
  return groupByNode(
    graph,
    checkPattern(graph, (type) => shapeOf(types, type), checkOnce),
  );
}

interface Checked {
  shape: NodeShape | undefined;
  problems: readonly FieldProblem[];
}

const known = new WeakMap<PatternNode, Checked>();

/** A node that is as it was is not checked again: with hundreds of them a key would take a tenth of a second. */
function checkOnce(node: PatternNode, shape: NodeShape | undefined): readonly FieldProblem[] {
  const before = known.get(node);
  if (before && before.shape === shape) return before.problems;
  const problems = checkNode(node, shape);
  known.set(node, { shape, problems });
  return problems;
}

/** Problems of a graph, also those that the server told, as problems of its nodes. An edge's are its target's. */
export function groupByNode(graph: PatternGraph, problems: readonly FieldProblem[]): NodeProblems {
  const byNode = new Map<string, FieldProblem[]>();
  for (const { pointer, detail } of problems) {
    const [, list, index = '', ...rest] = pointer.split('/');
    const at = Number(index);
    const id = list === 'edges' ? graph.edges[at]?.to.node : graph.nodes[at]?.id;
    if (id === undefined) continue;
    const inside = list === 'edges' ? '' : rest.map((part) => `/${part}`).join('');
    byNode.set(id, [...(byNode.get(id) ?? []), { pointer: inside, detail }]);
  }
  return byNode;
}
