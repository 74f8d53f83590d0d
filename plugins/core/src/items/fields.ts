import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { isObject } from '../values/lists.js';
import { define, readPath, withPath } from '../values/paths.js';

/** How names of fields are read: dots lead into objects unless they are switched off. */
export interface FieldAccess {
  read(json: JsonObject, name: string): JsonValue | undefined;
  /** A copy with the field. */
  with(json: JsonObject, name: string, value: JsonValue): JsonObject;
  /** A copy without the field; what lies around it stays. */
  without(json: JsonObject, name: string): JsonObject;
}

export function fieldAccess(disableDotNotation: boolean): FieldAccess {
  return disableDotNotation ? plainNames : dottedNames;
}

/** A copy with only these fields; names that the object lacks are left out. */
export function pick(json: JsonObject, names: readonly string[], access: FieldAccess): JsonObject {
  return names.reduce((kept, name) => {
    const value = access.read(json, name);
    return value === undefined ? kept : access.with(kept, name, value);
  }, {});
}

export function omit(json: JsonObject, names: readonly string[], access: FieldAccess): JsonObject {
  return names.reduce((kept, name) => access.without(kept, name), json);
}

const plainNames: FieldAccess = {
  // Own members only: `constructor` is never a value of the data.
  read: (json, name) => (Object.hasOwn(json, name) ? json[name] : undefined),
  with: (json, name, value) => define({ ...json }, name, value),
  without: (json, name) => withoutMember(json, name),
};

const dottedNames: FieldAccess = {
  read: readPath,
  with: withPath,
  without(json, name) {
    // As in reading, a member that bears the whole path as its name comes first.
    if (Object.hasOwn(json, name)) return withoutMember(json, name);
    const [first = '', ...rest] = name.split('.');
    const inner = plainNames.read(json, first);
    if (rest.length === 0 || !isObject(inner)) return json;
    return define({ ...json }, first, dottedNames.without(inner, rest.join('.')));
  },
};

function withoutMember(json: JsonObject, name: string): JsonObject {
  const copy = { ...json };
  Reflect.deleteProperty(copy, name);
  return copy;
}
