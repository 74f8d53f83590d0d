import {
  errorPin,
  type NodeDescription,
  type NodeShape,
  type PatternGraph,
  type PatternNode,
  type PinDescription,
} from '@patchbay/contracts';
import { applyDefaults, type FieldMap, type ForeignProperty, fromWire, isVisible } from '@patchbay/fields';
import { rowsIn } from './readable.js';

export type NodeTypes = ReadonlyMap<string, NodeDescription>;

export function nodeTypes(catalog: readonly NodeDescription[]): NodeTypes {
  return new Map(catalog.map((description) => [description.type, description]));
}

const known = new WeakMap<NodeDescription, FieldMap>();

/** A node type's parameters; the same description gives the same object. */
export function parametersOf(description: NodeDescription): FieldMap {
  const fields = known.get(description) ?? fromWire(description.parameters as unknown as ForeignProperty[]);
  known.set(description, fields);
  return fields;
}

export function shapeOf(types: NodeTypes, type: string): NodeShape | undefined {
  const description = types.get(type);
  return description && { ...description, parameters: parametersOf(description) };
}

/** The outputs of a node with the error output, where its settings ask for it. */
export function outputsOf(node: PatternNode, description: NodeDescription | undefined): PinDescription[] {
  const outputs = description?.outputs ?? [];
  return node.settings?.onError === 'errorOutput' ? [...outputs, errorPin] : outputs;
}

/** The outputs that the canvas shows: of those to which rules lead one for each rule, and whatever has an edge. */
export function shownOutputs(
  { edges }: PatternGraph,
  node: PatternNode,
  description: NodeDescription | undefined,
): PinDescription[] {
  const outputs = outputsOf(node, description);
  const led = description && outputsOfRules(node, description);
  if (led === undefined) return outputs;
  const connected = new Set(edges.filter(({ from }) => from.node === node.id).map(({ from }) => from.pin));
  return outputs.filter(({ name }) => {
    const number = name.startsWith(led.prefix) ? Number(name.slice(led.prefix.length)) : Number.NaN;
    return Number.isNaN(number) || number < led.rules || connected.has(name);
  });
}

function outputsOfRules(
  node: PatternNode,
  description: NodeDescription,
): { prefix: string; rules: number } | undefined {
  const fields = parametersOf(description);
  const values = applyDefaults(fields, node.parameters ?? {});
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind !== 'json' || field.drawnAs?.kind !== 'rules' || !isVisible(field, values)) continue;
    const rules = rowsIn(values[key], ['conditions']);
    // A node without rules has an output to begin with.
    if (field.drawnAs.outputs !== undefined && rules !== undefined)
      return { prefix: field.drawnAs.outputs, rules: Math.max(1, rules.length) };
  }
  return undefined;
}
