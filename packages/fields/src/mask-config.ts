import type { FieldMap } from './field.js';
import { joinConfig } from './join.js';
import type { JsonObject } from './json.js';
import { MASK } from './mask.js';
import { treeOf } from './pointer-tree.js';
import { splitConfig } from './split.js';

/**
 * What the API answers: the mask in place of each set secret. With `fields`, a stored value that has become
 * secret since (a new version of the plugin) is masked too.
 */
export function maskConfig(config: JsonObject, secretKeys: readonly string[], fields?: FieldMap): JsonObject {
  const split = fields === undefined ? { config, secretKeys: [] } : splitConfig(fields, config);
  // Shortest last: where one pointer lies within another, the outer secret covers the inner.
  const keys = [...split.secretKeys, ...secretKeys].sort((a, b) => b.length - a.length);
  return joinConfig(split.config, treeOf(keys.map((pointer) => [pointer, MASK])));
}
