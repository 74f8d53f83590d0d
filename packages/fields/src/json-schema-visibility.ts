import type { DisplayCondition, DisplayOptions, FieldMap, Scalar } from './field.js';
import { getOwn, type JsonObject } from './json.js';

/** The schema that values meet when a field shows; undefined where JSON Schema cannot say it. */
export function visibilitySchema(
  { show = {}, hide = {} }: DisplayOptions,
  siblings: FieldMap,
): JsonObject | undefined {
  const shown = Object.entries(show).map(([key, expected]) => condition(key, expected, siblings));
  const hidden = Object.entries(hide).map(([key, expected]) => condition(key, expected, siblings));
  const all: JsonObject[] = [];
  for (const schema of shown) {
    if (schema === undefined) return undefined;
    all.push(schema);
  }
  for (const schema of hidden) {
    if (schema === undefined) return undefined;
    all.push({ not: schema });
  }
  return { allOf: all };
}

function condition(
  key: string,
  expected: readonly (Scalar | null | DisplayCondition)[],
  siblings: FieldMap,
): JsonObject | undefined {
  const field = getOwn(siblings, key);
  if (field === undefined || field.kind === 'json') return undefined;
  const plain = expected.filter(
    (value): value is Scalar | null => typeof value !== 'object' || value === null,
  );
  if (plain.length < expected.length) return undefined;
  const matches: JsonObject = { properties: { [key]: { enum: plain } } };
  // An absent value counts as its default; without a default it matches nothing.
  const isDefault = plain.some((value) => value === field.default);
  return isDefault ? matches : { ...matches, required: [key] };
}
