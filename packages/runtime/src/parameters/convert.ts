import type { Field, JsonValue } from '@patchbay/fields';
import { asText } from '../expressions/columns.js';

/** What an expression gave, as the field's kind wants it, or why it cannot be. */
export type Converted = { readonly value: JsonValue | undefined } | { readonly wrong: string };

export function convert(field: Field | undefined, value: JsonValue | undefined): Converted {
  if (value === undefined || value === null)
    return { value: (field?.default as JsonValue | undefined) ?? undefined };
  switch (field?.kind) {
    case 'text':
    case 'multiline':
    case 'pem':
    case 'hidden':
      return { value: asText(value) };
    case 'number':
    case 'port':
      return toNumber(value);
    case 'boolean':
      return toBoolean(value);
    case 'options':
      return toOption(
        field.options.map((option) => option.value),
        value,
      );
    case 'headers':
      return toHeaders(value);
    default:
      return { value };
  }
}

function toNumber(value: JsonValue): Converted {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number)
    ? { value: number }
    : { wrong: 'must be a number' };
}

function toBoolean(value: JsonValue): Converted {
  if (typeof value === 'boolean') return { value };
  if (value === 'true' || value === 'false') return { value: value === 'true' };
  return { wrong: 'must be true or false' };
}

function toOption(options: readonly unknown[], value: JsonValue): Converted {
  if (options.length === 0 || options.includes(value)) return { value };
  return { wrong: `must be one of ${options.join(', ')}` };
}

function toHeaders(value: JsonValue): Converted {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { wrong: 'must be an object of headers' };
  return { value: Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asText(each)])) };
}
