import type { FieldMap } from './field.js';
import { flaggedValues } from './flagged.js';
import type { JsonObject } from './json.js';
import { treeOf } from './pointer-tree.js';

/** The effective plain values (defaults applied) that decide where a connection connects to; no secrets. */
export function destinationOf(fields: FieldMap, values: JsonObject): JsonObject {
  return treeOf(flaggedValues(fields, values, 'destination'));
}
