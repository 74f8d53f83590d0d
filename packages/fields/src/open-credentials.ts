import { applyDefaults } from './apply-defaults.js';
import type { Field, FieldMap } from './field.js';
import { getOwn, isObject, setOwn, type JsonObject, type JsonValue } from './json.js';
import { isSecretField } from './secrecy.js';
import { Secret } from './secret.js';
import { resolveSelf } from './self-references.js';

/**
 * What connector code gets: `Credentials<F>` at run time, from joined values, defaults applied. Whatever is
 * not known to be plain (an unknown field, a value of another type than its field's) is a `Secret` too.
 * @param secrets values of the named secrets that text fields read as `{{ $secrets.NAME }}`
 */
export function openCredentials(
  fields: FieldMap,
  values: JsonObject,
  secrets: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  return openMap(fields, resolveSelf(fields, applyDefaults(fields, values), secrets));
}

function openMap(fields: FieldMap, values: JsonObject): Record<string, unknown> {
  return mapValues(values, (value, key) => openValue(getOwn(fields, key), value));
}

function openValue(field: Field | undefined, value: JsonValue): unknown {
  if (field?.kind === 'json') return new Secret(parsed(value));
  if (field === undefined || isSecretField(field)) return new Secret(value);
  switch (field.kind) {
    case 'headers':
      return isObject(value) ? mapValues(value, (header) => new Secret(header)) : new Secret(value);
    case 'collection':
      return isObject(value) ? openMap(field.fields, value) : new Secret(value);
    case 'fixedCollection':
      return isObject(value)
        ? mapValues(value, (rows, name) => openRows(getOwn(field.groups, name)?.fields, rows))
        : new Secret(value);
    default:
      return typeof value === 'object' ? new Secret(value) : value;
  }
}

function openRows(fields: FieldMap | undefined, rows: JsonValue): unknown {
  if (fields === undefined) return new Secret(rows);
  if (Array.isArray(rows)) return rows.map((row) => (isObject(row) ? openMap(fields, row) : new Secret(row)));
  return isObject(rows) ? openMap(fields, rows) : new Secret(rows);
}

/** People paste JSON as text; a text that is an object or a list in JSON is that object or list. */
function parsed(value: JsonValue): JsonValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as JsonValue;
  } catch {
    return value;
  }
}

function mapValues(
  values: JsonObject,
  map: (value: JsonValue, key: string) => unknown,
): Record<string, unknown> {
  const mapped: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) if (value !== null) setOwn(mapped, key, map(value, key));
  return mapped;
}
