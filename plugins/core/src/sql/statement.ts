import type { JsonValue, SqlText } from '@patchbay/plugin-sdk';
import type { Part } from './filter.js';

/** A statement of texts, and of values that are bound in their places. */
export function statementOf(parts: readonly Part[]): SqlText {
  const strings = [''];
  const values: JsonValue[] = [];
  for (const part of parts) {
    if (typeof part === 'string') strings.push((strings.pop() ?? '') + part);
    else {
      values.push(part.value);
      strings.push('');
    }
  }
  return { strings, values };
}
