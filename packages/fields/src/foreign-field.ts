import type { Field } from './field.js';
import { byType, textDefault, type ReadNested } from './foreign-types.js';
import { getOwn, isObject, sameJson } from './json.js';
import { pick, sharedMembers } from './members.js';
import type { FieldUse, ForeignProperty } from './wire-types.js';

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
  const inCredentials = use === 'credentials';
  const isSecretName = inCredentials && property.type === 'string' && SECRET_NAME.test(property.name);
  if (typeOptions['password'] === true || isSecretName) {
    return { ...base, ...textDefault(property), kind: inCredentials ? 'secret' : 'text' };
  }
  const isList = typeOptions['multipleValues'] === true && property.type !== 'fixedCollection';
  const convert = isList ? undefined : getOwn(byType, property.type);
  if (convert === undefined) return { ...base, kind: inCredentials ? 'secret' : 'json' };
  return { ...base, ...convert(property, typeOptions, read) };
}

/** Credentials written for n8n sometimes forget to mark a secret; the name still says it. */
const SECRET_NAME = /(password|passphrase|secret|token|api[-_]?key|private[-_]?key|secret[-_]?key)$/i;
