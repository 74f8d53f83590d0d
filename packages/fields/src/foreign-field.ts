import type { Field, FieldMap, FieldOption, Scalar } from './field.js';
import { isObject, sameJson } from './json.js';
import { pick, sharedMembers } from './members.js';
import type { FieldUse, ForeignProperty } from './wire-types.js';

type ReadNested = (properties: readonly ForeignProperty[]) => FieldMap;

/** An n8n property as one of our fields. */
export function foreignField(property: ForeignProperty, use: FieldUse, read: ReadNested): Field {
  const field = withKind(property, use, read);
  if (use === 'parameters' || field.kind === 'secret' || field.kind === 'notice') return field;
  // n8n does not say which fields decide where a password is sent, so each might: a change asks for it again.
  return { ...field, destination: true };
}

/** Two properties of one name: what either accepts, shown and required as neither forbids. */
export function mergeFields(a: Field, b: Field, use: FieldUse): Field {
  const { displayName } = a;
  const displayOptions = sameJson(a.displayOptions, b.displayOptions) ? pick(a, ['displayOptions']) : {};
  const flags = a.destination === true || b.destination === true ? { destination: true } : {};
  const base = { displayName, ...displayOptions, ...flags };
  if (a.kind === 'options' && b.kind === 'options') {
    const isOpen = a.options.length === 0 || b.options.length === 0;
    const added = b.options.filter((option) => a.options.every((known) => known.value !== option.value));
    return { ...base, kind: 'options', options: isOpen ? [] : [...a.options, ...added] };
  }
  if (a.kind === b.kind && !('fields' in a) && !('groups' in a))
    return { ...pick(a, ['format', 'language']), ...base, kind: a.kind } as Field;
  return { ...base, kind: use === 'credentials' ? 'secret' : 'json' };
}

function withKind(property: ForeignProperty, use: FieldUse, read: ReadNested): Field {
  const base = { ...pick(property, sharedMembers), displayName: property.displayName };
  const typeOptions = isObject(property.typeOptions) ? property.typeOptions : {};
  const unknown: Field = use === 'credentials' ? { ...base, kind: 'secret' } : { ...base, kind: 'json' };
  if (
    typeOptions['password'] === true ||
    (use === 'credentials' && property.type === 'string' && SECRET_NAME.test(property.name))
  ) {
    return { ...base, ...textDefault(property), kind: use === 'credentials' ? 'secret' : 'text' };
  }
  if (typeOptions['multipleValues'] === true && property.type !== 'fixedCollection') return unknown;
  switch (property.type) {
    case 'string':
    case 'dateTime':
    case 'color':
      return {
        ...base,
        ...textDefault(property),
        kind: Number(typeOptions['rows']) > 1 ? 'multiline' : 'text',
      };
    case 'number':
      return { ...base, ...numberMembers(property.default, typeOptions), kind: 'number' };
    case 'boolean':
      return {
        ...base,
        ...(typeof property.default === 'boolean' ? { default: property.default } : {}),
        kind: 'boolean',
      };
    case 'options':
      return {
        ...base,
        ...scalarDefault(property),
        kind: 'options',
        options: choices(property, typeOptions),
      };
    case 'hidden':
      return { ...base, ...scalarDefault(property), kind: 'hidden' };
    case 'json':
      return { ...base, ...textDefault(property), kind: 'json' };
    case 'notice':
    case 'callout':
      return { ...base, kind: 'notice' };
    case 'collection':
      return { ...base, kind: 'collection', fields: read(properties(property.options)) };
    case 'fixedCollection':
      return {
        ...base,
        kind: 'fixedCollection',
        groups: groups(property, read),
        ...(typeOptions['multipleValues'] === true ? {} : { multiple: false }),
      };
    default:
      return unknown;
  }
}

/** Credentials written for n8n sometimes forget to mark a secret; the name still says it. */
const SECRET_NAME = /(password|passphrase|secret|token|api[-_]?key|private[-_]?key|secret[-_]?key)$/i;

function textDefault({ default: given }: ForeignProperty): { default?: string } {
  return typeof given === 'string' && given !== '' ? { default: given } : {};
}

function scalarDefault({ default: given }: ForeignProperty): { default?: Scalar } {
  return (typeof given === 'string' && given !== '') ||
    typeof given === 'number' ||
    typeof given === 'boolean'
    ? { default: given }
    : {};
}

function numberMembers(given: unknown, { minValue, maxValue, numberPrecision }: Record<string, unknown>) {
  return {
    ...(typeof given === 'number' ? { default: given } : {}),
    ...(typeof minValue === 'number' ? { min: minValue } : {}),
    ...(typeof maxValue === 'number' ? { max: maxValue } : {}),
    ...(numberPrecision === 0 ? { integer: true } : {}),
  };
}

/** Choices that a plugin loads at run time cannot be listed: any scalar then. */
function choices({ options = [] }: ForeignProperty, typeOptions: Record<string, unknown>): FieldOption[] {
  if (typeOptions['loadOptionsMethod'] !== undefined || typeOptions['loadOptions'] !== undefined) return [];
  return options
    .filter(isObject)
    .flatMap(({ name, value, description }) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [{ value, name: String(name), ...(typeof description === 'string' ? { description } : {}) }]
        : [],
    );
}

function groups(
  { options = [] }: ForeignProperty,
  read: ReadNested,
): Record<string, { displayName: string; fields: FieldMap }> {
  const entries = options
    .filter(isObject)
    .map(({ name, displayName, values }) => [
      String(name),
      { displayName: String(displayName), fields: read(properties(Array.isArray(values) ? values : [])) },
    ]);
  return Object.fromEntries(entries) as Record<string, { displayName: string; fields: FieldMap }>;
}

function properties(options: readonly unknown[] = []): ForeignProperty[] {
  return options.filter(
    (option): option is ForeignProperty =>
      isObject(option) && typeof option['name'] === 'string' && typeof option['type'] === 'string',
  );
}
