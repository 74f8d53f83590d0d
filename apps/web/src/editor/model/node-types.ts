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

const shapes = new WeakMap<NodeDescription, NodeShape>();

/** What the check needs to know of a type; of the same description the same object. */
export function shapeOf(types: NodeTypes, type: string): NodeShape | undefined {
  const description = types.get(type);
  if (description === undefined) return undefined;
  const shape = shapes.get(description) ?? { ...description, parameters: parametersOf(description) };
  shapes.set(description, shape);
  return shape;
}
