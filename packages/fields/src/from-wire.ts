import type { Field, FieldMap } from './field.js';
import { foreignField, mergeFields } from './foreign-field.js';
import { getOwn, isObject, setOwn } from './json.js';
import { ownMembers, pick, sharedMembers } from './members.js';
import type { FieldUse, ForeignProperty } from './wire-types.js';

/**
 * Reads our wire format back, and n8n's properties as well as our kinds can say it. Several n8n properties
 * with one name (shown under different conditions) become one field that accepts what any of them does.
 */
export function fromWire(properties: readonly ForeignProperty[], use: FieldUse = 'credentials'): FieldMap {
  const fields: Record<string, Field> = {};
  for (const property of properties) {
    const field = isObject(property.patchbay)
      ? ownField(property, property.patchbay, use)
      : foreignField(property, use, (nested) => fromWire(nested, use));
    const earlier = getOwn(fields, property.name);
    setOwn(fields, property.name, earlier === undefined ? field : mergeFields(earlier, field, use));
  }
  return fields;
}

function ownField(property: ForeignProperty, extras: Record<string, unknown>, use: FieldUse): Field {
  const members = { kind: extras['kind'], ...pick(property, sharedMembers), ...pick(extras, ownMembers) };
  const options = property.options ?? [];
  // Built from our own format; `parseFields` checks it where it comes from somebody else.
  if (members.kind === 'options')
    return { ...members, options: structuredClone(options) } as unknown as Field;
  if (members.kind === 'collection') {
    return { ...members, fields: fromWire(options as ForeignProperty[], use) } as unknown as Field;
  }
  if (members.kind !== 'fixedCollection') return members as unknown as Field;
  const groups = (options as { name: string; displayName: string; values: ForeignProperty[] }[]).map(
    ({ name, displayName, values }) => [name, { displayName, fields: fromWire(values, use) }],
  );
  return { ...members, groups: Object.fromEntries(groups) as unknown } as unknown as Field;
}
