import type { JsonObject, JsonValue } from '@patchbay/fields';

/** The JSON value of a text; undefined when it is none. */
export function jsonOf(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Members of members under names with dots; lists stay as they are. */
export function flattened(value: JsonObject, prefix = ''): [name: string, value: JsonValue][] {
  return Object.entries(value).flatMap(([name, member]): [string, JsonValue][] =>
    isJsonObject(member) ? flattened(member, `${prefix}${name}.`) : [[prefix + name, member]],
  );
}
