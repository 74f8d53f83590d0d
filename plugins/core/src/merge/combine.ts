import type { Item, JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { isObject } from '../values/lists.js';
import { define } from '../values/paths.js';

/** An item of one of the inputs. */
export interface Source {
  item: Item;
  pairedItem: { item: number; input: number };
}

export interface Clash {
  /**
   * Whose value stays when both have the field: of several inputs that of the first (`preferInput1`) or of the last that
   * has it; `addSuffix` keeps each, as `name_1` and `name_2`.
   */
  clash: 'preferInput1' | 'preferInput2' | 'addSuffix';
  /** Objects of both are combined in the same way, instead of one of them staying. */
  nested: boolean;
  /** Of a field of both an empty value never stays. */
  keepFilled: boolean;
}

/** One item of one of each input; a side that is missing adds nothing. */
export function combined(sides: readonly (Source | undefined)[], how: Clash): Item {
  const present = sides.filter((source) => source !== undefined);
  const binary = Object.assign({}, ...present.map(({ item }) => item.binary)) as NonNullable<Item['binary']>;
  return {
    json: how.clash === 'addSuffix' && present.length > 1 ? suffixed(present) : joinedAll(present, how),
    ...(Object.keys(binary).length > 0 ? { binary } : {}),
    pairedItem: present.map(({ pairedItem }) => pairedItem),
  };
}

function joinedAll(sources: readonly Source[], how: Clash): JsonObject {
  return sources.reduce<JsonObject>((json, { item }) => joined(json, item.json, how), {});
}

function joined(left: JsonObject, right: JsonObject, how: Clash): JsonObject {
  // Spread defines members, so a field named `__proto__` stays a field.
  const json = { ...left, ...right };
  for (const [name, ours] of Object.entries(left))
    if (Object.hasOwn(right, name)) define(json, name, chosen(ours, right[name] ?? null, how));
  return json;
}

function chosen(left: JsonValue, right: JsonValue, how: Clash): JsonValue {
  if (how.nested && isObject(left) && isObject(right)) return joined(left, right, how);
  const [wanted, other] = how.clash === 'preferInput1' ? [left, right] : [right, left];
  return how.keepFilled && isEmpty(wanted) ? other : wanted;
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

function suffixed(sources: readonly Source[]): JsonObject {
  return Object.fromEntries(
    sources.flatMap(({ item, pairedItem }) =>
      Object.entries(item.json).map(([name, value]) => [`${name}_${pairedItem.input + 1}`, value]),
    ),
  );
}
