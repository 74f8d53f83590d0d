import type { Field, JsonValue } from '@patchbay/fields';
import { count } from '../ui/words.js';
import { isObject } from './values.js';

/** A value in a few words, for summaries. Secrets never get here: callers say only that they are set. */
export function valueWords(field: Field, value: JsonValue | undefined): string {
  if (value === undefined || value === null || value === '') return 'not set';
  switch (field.kind) {
    case 'boolean':
      return value === true ? 'on' : 'off';
    case 'options':
      return field.options.find((option) => option.value === value)?.name ?? plainWords(value);
    case 'pem':
    case 'multiline':
      return 'set';
    default:
      return plainWords(value);
  }
}

function plainWords(value: JsonValue): string {
  if (Array.isArray(value)) return count(value.length, 'entry', 'entries');
  return isObject(value) ? count(Object.keys(value).length, 'entry', 'entries') : String(value);
}
