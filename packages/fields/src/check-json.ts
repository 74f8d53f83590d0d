import { isObject, isUnsafeKey } from './json.js';
import { limits } from './limits.js';

/** Why a value is not plain JSON, or undefined. The depth is capped: recursion is how a small text kills a host. */
export function jsonProblem(value: unknown, depth = 0): string | undefined {
  if (depth > limits.jsonDepth) return `is nested deeper than ${String(limits.jsonDepth)} levels`;
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string')
    return /\p{Surrogate}/u.test(value) ? 'holds half of a surrogate pair' : undefined;
  if (typeof value === 'number')
    return Number.isFinite(value) ? undefined : 'holds a number that is not finite';
  if (Array.isArray(value)) return first(value, (item) => jsonProblem(item, depth + 1));
  if (!isObject(value)) return 'is not JSON';
  return first(Object.entries(value), ([key, item]) =>
    isUnsafeKey(key) ? 'holds a key that is not allowed' : jsonProblem(item, depth + 1),
  );
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const problem = find(item);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
