import { type JsonObject, type JsonValue, pointerTo } from '@patchbay/fields';

/** The names that lead to a value, outermost first; rows of a list by their index. */
export type Path = readonly (string | number)[];

/** RFC 6901, as the server names fields. */
export function pointerOf(path: Path): string {
  return path.reduce<string>(pointerTo, '');
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own members only: a plugin may call a field `__proto__` or `constructor`. */
export function getOwn<T>(values: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}

export function getAt(values: JsonObject, path: Path): JsonValue | undefined {
  let value: JsonValue | undefined = values;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isObject(value) ? getOwn(value, String(key)) : undefined;
  }
  return value;
}

/** A copy with one value changed; `undefined` takes it out. Containers on the way are made. */
export function setAt(values: JsonObject, [key, ...rest]: Path, value: JsonValue | undefined): JsonObject {
  if (key === undefined) return values;
  const name = String(key);
  const next = rest.length === 0 ? value : inner(getOwn(values, name), rest, value);
  const others = Object.entries(values).filter(([other]) => other !== name);
  // Object.fromEntries defines members, so that no name reaches the prototype.
  return Object.fromEntries(
    next === undefined
      ? others
      : Object.hasOwn(values, name)
        ? Object.entries(values).map(([other, old]) => [other, other === name ? next : old])
        : [...others, [name, next]],
  );
}

export function sameValue(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function inner(container: JsonValue | undefined, path: Path, value: JsonValue | undefined): JsonValue {
  if (!Array.isArray(container)) return setAt(isObject(container) ? container : {}, path, value);
  const [index, ...rest] = path;
  if (rest.length === 0 && value === undefined) return container.filter((_, at) => at !== Number(index));
  return container.map((row, at) => {
    if (at !== Number(index)) return row;
    return rest.length === 0 ? (value ?? null) : inner(row, rest, value);
  });
}
