import type { JsonValue } from '@patchbay/plugin-sdk';

/** Undefined for what is no JSON: the engine's own message quotes the text, which may hold somebody's data. */
export function parsedJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
