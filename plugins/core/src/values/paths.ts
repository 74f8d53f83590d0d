import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { isObject } from './lists.js';

/**
 * The value at a path such as `customer.orders.0.city` or `customer.orders[0].city`, or undefined. A member that bears the whole path
 * as its name comes first.
 */
export function readPath(object: JsonObject, path: string): JsonValue | undefined {
  if (Object.hasOwn(object, path)) return object[path];
  let value: JsonValue | undefined = object;
  for (const part of partsOf(path)) value = member(value, part);
  return value;
}

/** A copy of the object with the value at the path; what lies on the way and is no object is replaced by one. */
export function withPath(object: JsonObject, path: string, value: JsonValue): JsonObject {
  const [first = '', ...rest] = partsOf(path);
  const copy = { ...object };
  if (rest.length === 0) return define(copy, first, value);
  const inner = member(object, first);
  return define(
    copy,
    first,
    Array.isArray(inner) ? withIndex(inner, rest, value) : nested(inner, rest, value),
  );
}

/** Whether a name may lead into an object or a list. */
export function isPath(name: string): boolean {
  return name.includes('.') || name.includes('[');
}

/** `a.b[0]` as `a`, `b`, `0`. */
function partsOf(path: string): string[] {
  return (path.includes('[') ? path.replace(/(?<=.)\[(\d+)\]/gu, '.$1') : path).split('.');
}

function nested(inner: JsonValue | undefined, path: string[], value: JsonValue): JsonObject {
  return withPath(isObject(inner) ? inner : {}, path.join('.'), value);
}

/** Only existing places and the next one: an index of a million must not allocate a million places. */
function withIndex(list: JsonValue[], [first = '', ...rest]: string[], value: JsonValue): JsonValue {
  const index = Number(first);
  if (!/^\d+$/u.test(first) || index > list.length) return nested({}, [first, ...rest], value);
  const copy = [...list];
  copy[index] = rest.length === 0 ? value : nested(list[index], rest, value);
  return copy;
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^\d+$/u.test(key) ? value[Number(key)] : undefined;
  // Own members only: `constructor` is never a value of the data.
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Assigns, but never to `__proto__`, which would replace the prototype. Changes the target, and gives it back. */
export function define(target: JsonObject, key: string, value: JsonValue): JsonObject {
  // Defining every member would make each object a slow one, here and wherever it is read.
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  return target;
}
