import type { JsonObject } from '@patchbay/fields';
import { getAt, isObject, pathOf, setAt } from './values.js';

/** What a form starts with: the stored plain values. The mask never becomes a value of the form. */
export function withoutSecrets(config: JsonObject, secretKeys: readonly string[]): JsonObject {
  let plain = config;
  for (const pointer of secretKeys) {
    // Secrets within a URL (`/baseUrl/@userinfo`) take the whole URL with them.
    const path = nearest(plain, pathOf(pointer));
    if (path.length > 0) plain = setAt(plain, path, undefined);
  }
  return plain;
}

function nearest(values: JsonObject, path: string[]): string[] {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const here = path.slice(0, depth);
    const value = getAt(values, here);
    if (value !== undefined && !isObject(value) && !Array.isArray(value)) return here;
  }
  return [];
}
