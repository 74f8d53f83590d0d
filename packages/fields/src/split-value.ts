import type { Field, FieldMap, FixedCollectionField } from './field.js';
import { getOwn, isObject, setOwn, type JsonObject, type JsonValue } from './json.js';
import { pointerTo } from './pointer.js';
import { holdsPrivateKey, isSecretField } from './secrecy.js';
import { isSecretTemplate } from './secret-references.js';
import { takeUrlSecrets } from './url-secrets.js';

/** A value taken apart: what may be stored readable, and the secrets by JSON pointer. */
export interface Part {
  plain?: JsonValue;
  secrets: [pointer: string, value: JsonValue][];
}

/** Fails closed: whatever is not known to be plain, in kind and in shape, is secret. */
export function splitValue(field: Field | undefined, value: JsonValue, pointer: string): Part {
  if (value === null) return { plain: null, secrets: [] };
  // It holds a name and no secret, and people shall see which one is used.
  if (isSecretTemplate(value)) return { plain: value, secrets: [] };
  const whole: Part = { secrets: [[pointer, value]] };
  if (field === undefined || isSecretField(field)) return whole;
  switch (field.kind) {
    case 'text':
    case 'multiline':
    case 'pem':
    case 'hidden':
    case 'options':
      return typeof value === 'string'
        ? splitText(value, pointer)
        : isPlainScalar(field, value)
          ? { plain: value, secrets: [] }
          : whole;
    case 'number':
    case 'port':
    case 'boolean':
      return isPlainScalar(field, value) ? { plain: value, secrets: [] } : whole;
    case 'headers':
      return isObject(value) ? splitMap(undefined, value, pointer) : whole;
    case 'collection':
      return isObject(value) ? splitMap(field.fields, value, pointer) : whole;
    case 'fixedCollection':
      return isObject(value) ? splitGroups(field, value, pointer) : whole;
    default:
      return whole;
  }
}

/** Without fields (an unknown connector, a header map) every member is secret. */
export function splitMap(fields: FieldMap | undefined, values: JsonObject, pointer: string): Part {
  return gather(values, pointer, (key, value, at) =>
    splitValue(fields === undefined ? undefined : getOwn(fields, key), value, at),
  );
}

function splitGroups(field: FixedCollectionField, groups: JsonObject, pointer: string): Part {
  return gather(groups, pointer, (name, rows, at) => {
    const fields = getOwn(field.groups, name)?.fields;
    if (fields !== undefined && Array.isArray(rows)) return splitRows(fields, rows, at);
    if (fields !== undefined && isObject(rows)) return splitMap(fields, rows, at);
    return splitValue(undefined, rows, at);
  });
}

function splitRows(fields: FieldMap, rows: JsonValue[], pointer: string): Part {
  const parts = rows.map((row, index) =>
    isObject(row)
      ? splitMap(fields, row, pointerTo(pointer, index))
      : splitValue(undefined, row, pointerTo(pointer, index)),
  );
  return { plain: parts.map((part) => part.plain ?? null), secrets: parts.flatMap((part) => part.secrets) };
}

function splitText(text: string, pointer: string): Part {
  const taken = holdsPrivateKey(text) ? 'whole' : takeUrlSecrets(text);
  if (taken === 'whole') return { secrets: [[pointer, text]] };
  if (taken === undefined) return { plain: text, secrets: [] };
  return {
    plain: taken.text,
    secrets: taken.secrets.map(([name, value]) => [pointerTo(pointer, name), value]),
  };
}

function isPlainScalar(field: Field, value: JsonValue): boolean {
  if (field.kind === 'boolean') return typeof value === 'boolean';
  if (field.kind === 'number' || field.kind === 'port') return typeof value === 'number';
  return (
    (field.kind === 'options' || field.kind === 'hidden') && ['number', 'boolean'].includes(typeof value)
  );
}

function gather(
  values: JsonObject,
  pointer: string,
  split: (key: string, value: JsonValue, pointer: string) => Part,
): Part {
  const plain: JsonObject = {};
  const secrets: Part['secrets'] = [];
  for (const [key, value] of Object.entries(values)) {
    if ((value as JsonValue | undefined) === undefined) continue;
    const part = split(key, value, pointerTo(pointer, key));
    if (part.plain !== undefined) setOwn(plain, key, part.plain);
    secrets.push(...part.secrets);
  }
  return { plain, secrets };
}
