import { getOwn, isObject, setOwn, type JsonObject, type JsonValue } from './json.js';
import { parsePointer } from './pointer.js';

/** Builds `{ headers: { 'X-Key': v } }` from `{ '/headers/X-Key': v }`. */
export function treeOf(leaves: Iterable<readonly [string, JsonValue]>): JsonObject {
  const tree: JsonObject = {};
  for (const [pointer, value] of leaves) setAt(tree, pointer, value);
  return tree;
}

/** Sets in place. What stands in the way and is no object gives way to one. */
export function setAt(tree: JsonObject, pointer: string, value: JsonValue): void {
  const path = parsePointer(pointer);
  const last = path.pop() ?? '';
  let node = tree;
  for (const key of path) {
    const child = getOwn(node, key);
    const next: JsonObject = isObject(child) ? child : {};
    setOwn(node, key, next);
    node = next;
  }
  setOwn(node, last, value);
}

/** Deletes in place, and the objects that this leaves empty. */
export function deleteAt(tree: JsonObject, pointer: string): void {
  deletePath(tree, parsePointer(pointer));
}

function deletePath(node: JsonObject, [key, ...rest]: string[]): void {
  if (key === undefined) return;
  const child = getOwn(node, key);
  if (rest.length > 0) {
    if (!isObject(child)) return;
    deletePath(child, rest);
    if (Object.keys(child).length > 0) return;
  }
  Reflect.deleteProperty(node, key);
}
