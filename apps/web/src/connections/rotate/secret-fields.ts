import { isSecretField, type Field, type FieldMap } from '@patchbay/fields';

/** The fields that hold secrets, also inside of collections: a rotation changes nothing else. */
export function secretFieldsOf(fields: FieldMap): FieldMap {
  const found: [string, Field][] = [];
  for (const [key, field] of Object.entries(fields)) {
    if (field.kind === 'hidden') continue;
    if (field.kind === 'collection') {
      const inner = secretFieldsOf(field.fields);
      if (Object.keys(inner).length > 0) found.push([key, { ...field, fields: inner }]);
    } else if (isSecretField(field) || field.kind === 'headers' || hasSecretRows(field)) {
      found.push([key, field]);
    }
  }
  return Object.fromEntries(found);
}

/** Rows are drawn whole: which secret belongs to which is told by what stands beside it. */
function hasSecretRows(field: Field): boolean {
  if (field.kind !== 'fixedCollection') return false;
  return Object.values(field.groups).some((group) => Object.keys(secretFieldsOf(group.fields)).length > 0);
}
