import type { NodeDescription, NodeShape } from '@patchbay/contracts';
import { type FieldMap, type ForeignProperty, fromWire } from '@patchbay/fields';

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
