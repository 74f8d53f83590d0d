import type { Field, FieldMap } from './field.js';
import { visibilitySchema } from './json-schema-visibility.js';
import { setOwn, type JsonObject, type JsonValue } from './json.js';
import { isSecretField } from './secrecy.js';

export type JsonSchema = JsonObject;

/**
 * JSON Schema (draft 2020-12) of the values: what is required only under conditions stands in
 * `allOf`/`if`/`then`. Conditions that JSON Schema cannot say are left out: the schema is a help for
 * clients and rather too lenient than too strict; `validate` decides.
 */
export function toJsonSchema(fields: FieldMap): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...objectSchema(fields) };
}

function objectSchema(fields: FieldMap, nothingRequired = false): JsonSchema {
  const properties: JsonObject = {};
  const required: string[] = [];
  const conditions: JsonSchema[] = [];
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'notice') continue;
    setOwn(properties, name, { ...annotations(field), ...valueSchema(field) });
    if (field.required !== true || field.default !== undefined || nothingRequired) continue;
    if (field.displayOptions === undefined) required.push(name);
    else {
      const visible = visibilitySchema(field.displayOptions, fields);
      if (visible !== undefined) conditions.push({ if: visible, then: { required: [name] } });
    }
  }
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
    ...(conditions.length === 0 ? {} : { allOf: conditions }),
  };
}

function annotations(field: Field): JsonSchema {
  return {
    title: field.displayName,
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.default === undefined ? {} : { default: structuredClone(field.default) as JsonValue }),
    ...(isSecretField(field) ? { writeOnly: true } : {}),
  };
}

function valueSchema(field: Field): JsonSchema {
  switch (field.kind) {
    case 'number':
      return {
        type: field.integer === true ? 'integer' : 'number',
        ...(field.min === undefined ? {} : { minimum: field.min }),
        ...(field.max === undefined ? {} : { maximum: field.max }),
      };
    case 'port':
      return { type: 'integer', minimum: 1, maximum: 65_535 };
    case 'boolean':
      return { type: 'boolean' };
    case 'options':
      return field.options.length === 0
        ? { type: ['string', 'number', 'boolean'] }
        : { enum: field.options.map((option) => option.value) };
    case 'json':
      return {};
    case 'headers':
      return { type: 'object', additionalProperties: { type: 'string', writeOnly: true } };
    case 'hidden':
      return { type: ['string', 'number', 'boolean'] };
    case 'collection':
      return objectSchema(field.fields, true);
    case 'fixedCollection':
      return groupsSchema(field);
    default:
      return textSchema(field);
  }
}

function textSchema(field: Field): JsonSchema {
  const pattern = field.pattern?.regex;
  // An optional text may be empty whatever its pattern says.
  const text =
    pattern === undefined
      ? {}
      : field.required === true
        ? { pattern }
        : { anyOf: [{ pattern }, { const: '' }] };
  return { type: 'string', ...(field.required === true ? { minLength: 1 } : {}), ...text };
}

function groupsSchema(field: Extract<Field, { kind: 'fixedCollection' }>): JsonSchema {
  const properties: JsonObject = {};
  for (const [name, { fields }] of Object.entries(field.groups)) {
    const row = objectSchema(fields);
    setOwn(properties, name, field.multiple === false ? row : { type: 'array', items: row });
  }
  return { type: 'object', properties, additionalProperties: false };
}
