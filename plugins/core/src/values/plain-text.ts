import type { JsonValue } from '@patchbay/plugin-sdk';

/** A value within a text: objects and lists as their JSON. */
export function plainText(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
