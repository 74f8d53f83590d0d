import {
  type FieldMap,
  type FieldProblem,
  misusedSecrets,
  pointerTo,
  secretReads,
  validate,
} from '@patchbay/fields';
import type { PinDescription, SlotDescription } from '../schemas/catalog.js';
import type { PatternEdge, PatternGraph, PatternNode } from '../schemas/patterns.js';
import { checkInline } from './check-inline.js';
import { findPin, pinAccepts } from './pins.js';

/** What the check needs to know of a node type. */
export interface NodeShape {
  group: string;
  trigger?: string | undefined;
  parameters: FieldMap;
  inputs: readonly PinDescription[];
  outputs: readonly PinDescription[];
  connections: readonly SlotDescription[];
}

/** What is wrong with one node by itself; pointers begin at the node. */
export type NodeCheck = (node: PatternNode, shape: NodeShape | undefined) => readonly FieldProblem[];

export type NodeLookup = (type: string, version: number | undefined) => NodeShape | undefined;

/** Every node may have this output when its `onError` says so. */
export const errorPin: PinDescription = { name: 'error', type: 'items' };

/**
 * Names everything that is wrong with a graph at once, by JSON pointer into it. An empty slot is not wrong:
 * a draft may be saved before its connections are chosen; a run then fails with `connection-missing`.
 * Who checks the same graph again and again gives a `check` that remembers what `checkNode` found.
 */
export function checkPattern(
  graph: PatternGraph,
  lookup: NodeLookup,
  check: NodeCheck = checkNode,
): FieldProblem[] {
  const shapes = graph.nodes.map((node) => lookup(node.type, node.typeVersion));
  const byId = new Map(graph.nodes.map((node, index) => [node.id, { node, shape: shapes[index] }]));
  return [
    ...repeated(graph.nodes, 'id'),
    ...repeated(graph.nodes, 'name'),
    ...graph.nodes.flatMap((node, index) => within(`/nodes/${index}`, check(node, shapes[index]))),
    ...graph.edges.flatMap((edge, index) => checkEdge(edge, byId, `/edges/${index}`)),
    ...repeatedEdges(graph.edges),
  ];
}

/** What is wrong with a node, apart from the graph around it; pointers begin at the node. */
export function checkNode(node: PatternNode, shape: NodeShape | undefined): FieldProblem[] {
  if (!shape) {
    return [{ pointer: '/type', detail: `There is no node type "${node.type}"; is its plugin installed?` }];
  }
  const parameters = node.parameters ?? {};
  return [
    ...validate(shape.parameters, parameters, { basePointer: '/parameters', allowExpressions: true }),
    ...secretReads(parameters, '/parameters')
      .filter(({ isMisused }) => isMisused)
      .map((misused) => ({ pointer: misused.pointer, detail: misusedSecrets })),
    ...Object.entries(node.connections ?? {}).flatMap(([slot, id]) => checkSlot(slot, id, shape)),
    ...checkInline(node, shape),
  ];
}

function within(pointer: string, problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map((problem) => ({ ...problem, pointer: pointer + problem.pointer }));
}

function repeated(nodes: readonly PatternNode[], key: 'id' | 'name'): FieldProblem[] {
  const seen = new Set<string>();
  return nodes.flatMap((node, index) => {
    if (!seen.has(node[key])) {
      seen.add(node[key]);
      return [];
    }
    return [{ pointer: `/nodes/${index}/${key}`, detail: `Another node has the ${key} "${node[key]}"` }];
  });
}

function checkSlot(slot: string, id: string, shape: NodeShape): FieldProblem[] {
  const at = pointerTo('/connections', slot);
  if (!shape.connections.some((known) => known.slot === slot)) {
    const names = shape.connections.map((known) => known.slot).join(', ');
    return [{ pointer: at, detail: `The node has no slot "${slot}"${names ? `; it has ${names}` : ''}` }];
  }
  // A connection chosen by data would let whoever controls the data choose the credential.
  if (id.startsWith('=') || id.includes('{{')) {
    return [{ pointer: at, detail: 'A connection is named by its id; an expression is not allowed here' }];
  }
  return [];
}

type Known = Map<string, { node: PatternNode; shape: NodeShape | undefined }>;

function checkEdge(edge: PatternEdge, byId: Known, pointer: string): FieldProblem[] {
  const from = byId.get(edge.from.node);
  const to = byId.get(edge.to.node);
  const problems: FieldProblem[] = [];
  if (!from)
    problems.push({ pointer: `${pointer}/from/node`, detail: `There is no node "${edge.from.node}"` });
  if (!to) problems.push({ pointer: `${pointer}/to/node`, detail: `There is no node "${edge.to.node}"` });
  if (!from?.shape || !to?.shape) return problems;
  const output = outputPin(from.node, from.shape, edge.from.pin);
  const input = findPin(to.shape.inputs, edge.to.pin);
  if (!output)
    problems.push({ pointer: `${pointer}/from/pin`, detail: unknownPin('output', from, edge.from.pin) });
  if (!input) problems.push({ pointer: `${pointer}/to/pin`, detail: unknownPin('input', to, edge.to.pin) });
  if (output && input && !pinAccepts(input.type, output.type)) {
    problems.push({
      pointer,
      detail: `"${to.node.name}" takes ${input.type} at ${input.name}, but "${from.node.name}" gives ${output.type}`,
    });
  }
  return problems;
}

function outputPin(node: PatternNode, shape: NodeShape, name: string): PinDescription | undefined {
  const pin = findPin(shape.outputs, name);
  if (pin) return pin;
  return name === errorPin.name && node.settings?.onError === 'errorOutput' ? errorPin : undefined;
}

function unknownPin(
  side: 'input' | 'output',
  at: { node: PatternNode; shape: NodeShape | undefined },
  pin: string,
): string {
  const pins = (side === 'input' ? at.shape?.inputs : at.shape?.outputs) ?? [];
  const names = pins.map((known) => known.name).join(', ') || 'none';
  const hint = pin === errorPin.name && side === 'output' ? '; set onError to errorOutput to get it' : '';
  return `"${at.node.name}" has no ${side} "${pin}" (it has: ${names})${hint}`;
}

function repeatedEdges(edges: readonly PatternEdge[]): FieldProblem[] {
  const seen = new Set<string>();
  return edges.flatMap((edge, index) => {
    const key = JSON.stringify([edge.from.node, edge.from.pin, edge.to.node, edge.to.pin]);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ pointer: `/edges/${index}`, detail: 'The same edge is there already' }];
  });
}
