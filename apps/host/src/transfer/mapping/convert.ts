import type { ImportRule } from '@patchbay/contracts';
import type { Field, FieldMap, JsonValue } from '@patchbay/fields';

type Target = ImportRule['fields'][string];

/** The field that a target names; undefined when the connector has none by that name. */
export function fieldAt(fields: FieldMap, path: string): Field | undefined {
  const [first = '', ...rest] = path.split('.');
  const field = Object.hasOwn(fields, first) ? fields[first] : undefined;
  if (rest.length === 0) return field;
  return field?.kind === 'collection' ? fieldAt(field.fields, rest.join('.')) : undefined;
}

/** What the field holds for this value; undefined when it has no place for it. */
export function convert(field: Field, { values, prefix }: Target, value: JsonValue): JsonValue | undefined {
  if (values !== undefined) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return Object.hasOwn(values, text) ? values[text] : undefined;
  }
  if (field.kind === 'headers') return typeof value === 'object' ? value : undefined;
  if (typeof value === 'object') return undefined;
  switch (field.kind) {
    case 'number':
    case 'port':
      return /^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : undefined;
    case 'boolean':
      return booleans.get(String(value).toLowerCase());
    case 'options':
      return field.options.find((option) => String(option.value) === String(value))?.value;
    default:
      return withPrefix(String(value), prefix);
  }
}

const booleans = new Map([
  ...['true', '1', 'yes', 'on'].map((text) => [text, true] as const),
  ...['false', '0', 'no', 'off'].map((text) => [text, false] as const),
]);

function withPrefix(text: string, prefix = ''): string {
  return text.startsWith(prefix) ? text : prefix + text;
}
