import type { JsonValue } from '@patchbay/fields';

/** A plain read such as `$json.customer["first name"][0]`, which needs no engine. */
export interface MemberPath {
  readonly root: '$json' | '$vars' | '$run' | '$pattern' | '$secrets' | '$itemIndex';
  readonly keys: readonly string[];
}

const rootPattern = /^\$(?:json|vars|run|pattern|secrets|itemIndex)(?![\w$])/;
const keyPattern =
  /\s*(?:\??\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)|(?:\?\.)?\[\s*(?:(\d{1,9})|"([^"\\\n]*)"|'([^'\\\n]*)')\s*\])/uy;

/** The path that the whole source is, or undefined when it is anything more. */
export function parsePath(source: string): MemberPath | undefined {
  const root = rootPattern.exec(source)?.[0];
  if (root === undefined) return undefined;
  const keys: string[] = [];
  let at = root.length;
  while (at < source.length) {
    keyPattern.lastIndex = at;
    const match = keyPattern.exec(source);
    if (!match) return undefined;
    keys.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    at = keyPattern.lastIndex;
  }
  return { root: root as MemberPath['root'], keys };
}

/**
 * Reads own members only: `$json.constructor` and `$json.__proto__` are nothing, unless the data holds such a key.
 * A missing parent gives undefined.
 */
export function readPath(value: unknown, keys: readonly string[]): JsonValue | undefined {
  let current = value;
  for (const key of keys) {
    if (current === null || current === undefined || !Object.hasOwn(Object(current) as object, key))
      return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current as JsonValue | undefined;
}
