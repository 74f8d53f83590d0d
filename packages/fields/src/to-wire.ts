import type { Field, FieldMap } from './field.js';
import { ownMembers, pick, sharedMembers } from './members.js';
import { isSecretField } from './secrecy.js';
import type { WireExtras, WireProperty, WireType, WireTypeOptions } from './wire-types.js';

/** Fields as the API's catalog shows them; `fromWire` gives the same fields back. */
export function toWire(fields: FieldMap): WireProperty[] {
  return Object.entries(fields).map(([name, field]) => property(name, field));
}

function property(name: string, field: Field): WireProperty {
  const type = wireTypes[field.kind];
  const typeOptions = typeOptionsOf(field);
  return {
    ...(pick(field, sharedMembers) as Pick<WireProperty, (typeof sharedMembers)[number]>),
    name,
    type,
    default: defaultOf(field, type),
    ...(Object.keys(typeOptions).length === 0 ? {} : { typeOptions }),
    ...optionsOf(field),
    patchbay: {
      ...(pick(field, ownMembers) as Omit<WireExtras, 'kind' | 'secret'>),
      kind: field.kind,
      secret: field.kind === 'headers' ? 'values' : isSecretField(field),
    },
  };
}

const wireTypes: Record<Field['kind'], WireType> = {
  text: 'string',
  secret: 'string',
  number: 'number',
  port: 'number',
  boolean: 'boolean',
  options: 'options',
  json: 'json',
  headers: 'json',
  pem: 'string',
  multiline: 'string',
  fileContent: 'string',
  notice: 'notice',
  hidden: 'hidden',
  collection: 'collection',
  fixedCollection: 'fixedCollection',
};

/** n8n wants a default everywhere; whether the field really has one stands in `patchbay`. */
function defaultOf(field: Field, type: WireType): WireProperty['default'] {
  if (type === 'collection' || type === 'fixedCollection') return {};
  const given = field.default;
  if (typeof given === 'object') return JSON.stringify(given);
  return given ?? (type === 'boolean' ? false : '');
}

function typeOptionsOf(field: Field): WireTypeOptions {
  switch (field.kind) {
    case 'secret':
      return { password: true, ...(field.multiline === true ? { rows: 6 } : {}) };
    case 'fileContent':
      return { password: true, rows: 6 };
    case 'pem':
      return { rows: 6 };
    case 'multiline':
      return { rows: 6, ...editorOf(field.language) };
    case 'port':
      return { minValue: 1, maxValue: 65_535, numberPrecision: 0 };
    case 'number':
      return {
        ...(field.min === undefined ? {} : { minValue: field.min }),
        ...(field.max === undefined ? {} : { maxValue: field.max }),
        ...(field.integer === true ? { numberPrecision: 0 } : {}),
      };
    case 'fixedCollection':
      return { multipleValues: field.multiple !== false };
    default:
      return {};
  }
}

function editorOf(language: string | undefined): Pick<WireTypeOptions, 'editor'> {
  if (language === 'sql') return { editor: 'sqlEditor' };
  if (language === 'html') return { editor: 'htmlEditor' };
  return language === 'javascript' ? { editor: 'jsEditor' } : {};
}

function optionsOf(field: Field): Pick<WireProperty, 'options'> {
  if (field.kind === 'options') return { options: field.options.map((option) => ({ ...option })) };
  if (field.kind === 'collection') return { options: toWire(field.fields) };
  if (field.kind !== 'fixedCollection') return {};
  return {
    options: Object.entries(field.groups).map(([name, { displayName, fields }]) => ({
      displayName,
      name,
      values: toWire(fields),
    })),
  };
}
