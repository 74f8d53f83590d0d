import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { type FieldAccess, omit, pick } from '../items/fields.js';
import { define } from '../values/paths.js';
import type { Likeness } from './fuzzy.js';
import type { MatchField } from './match.js';

/** How two items that belong together differ. */
export interface Comparison {
  keys: JsonObject;
  /** Fields with equal values, as input 1 has them. */
  same: JsonObject;
  /** `{ input1, input2 }` by field; null where an input lacks the field. */
  different: JsonObject;
  /** The same for what was not compared. */
  skipped: JsonObject;
}

export interface CompareOptions {
  fields: readonly MatchField[];
  skip: readonly string[];
  access: FieldAccess;
  likeness: Likeness;
}

export function compareItems(first: JsonObject, second: JsonObject, options: CompareOptions): Comparison {
  const { fields, skip, access, likeness } = options;
  const result: Comparison = { keys: {}, same: {}, different: {}, skipped: {} };
  for (const { field1 } of fields) define(result.keys, field1, access.read(first, field1) ?? null);
  const [left, right] = [omit(first, skip, access), omit(second, skip, access)];
  for (const name of namesOf(left, right, fields)) {
    const [a, b] = [own(left, name), own(right, name)];
    // The matching field of input 1 has its partner under another name.
    const isKey = fields.some(({ field1, field2 }) => field1 === name && field2 !== name);
    if (isKey || likeness(a) === likeness(b)) define(result.same, name, a ?? null);
    else define(result.different, name, { input1: a ?? null, input2: b ?? null });
  }
  const [skipped1, skipped2] = [pick(first, skip, access), pick(second, skip, access)];
  for (const name of namesOf(skipped1, skipped2, []))
    define(result.skipped, name, {
      input1: own(skipped1, name) ?? null,
      input2: own(skipped2, name) ?? null,
    });
  return result;
}

function namesOf(left: JsonObject, right: JsonObject, fields: readonly MatchField[]): Set<string> {
  const partners = fields.filter(({ field1, field2 }) => field1 !== field2).map(({ field2 }) => field2);
  const others = Object.keys(right).filter((name) => !partners.includes(name));
  return new Set([...Object.keys(left), ...others]);
}

function own(json: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(json, name) ? json[name] : undefined;
}
