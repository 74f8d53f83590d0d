import type { Field, FieldMap, FieldOption, Scalar } from './field.js';
import { isObject } from './json.js';
import type { ForeignProperty } from './wire-types.js';

export type ReadNested = (properties: readonly ForeignProperty[]) => FieldMap;
type Converted = Field extends infer F ? (F extends Field ? Omit<F, 'displayName'> : never) : never;
type Convert = (
  property: ForeignProperty,
  typeOptions: Record<string, unknown>,
  read: ReadNested,
) => Converted;

const toText: Convert = (property, { rows }) => ({
  ...textDefault(property),
  kind: Number(rows) > 1 ? 'multiline' : 'text',
});
const toNotice: Convert = () => ({ kind: 'notice' });

/** How each type of n8n property is said in our kinds; a type that is not here has no equal. */
export const byType: Readonly<Record<string, Convert>> = {
  string: toText,
  dateTime: toText,
  color: toText,
  number: (property, typeOptions) => ({ ...numberMembers(property.default, typeOptions), kind: 'number' }),
  boolean: (property) => ({
    ...(typeof property.default === 'boolean' ? { default: property.default } : {}),
    kind: 'boolean',
  }),
  options: (property, typeOptions) => ({
    ...scalarDefault(property),
    kind: 'options',
    options: choices(property, typeOptions),
  }),
  hidden: (property) => ({ ...scalarDefault(property), kind: 'hidden' }),
  json: (property) => ({ ...textDefault(property), kind: 'json' }),
  notice: toNotice,
  callout: toNotice,
  collection: (property, _typeOptions, read) => ({
    kind: 'collection',
    fields: read(properties(property.options)),
  }),
  fixedCollection: (property, { multipleValues }, read) => ({
    kind: 'fixedCollection',
    groups: groups(property, read),
    ...(multipleValues === true ? {} : { multiple: false }),
  }),
};

export function textDefault({ default: given }: ForeignProperty): { default?: string } {
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
