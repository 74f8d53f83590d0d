import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import { objectList, wrong } from '../values/lists.js';

export interface SortField {
  name: string;
  descending: boolean;
}

const orders: Readonly<Record<string, boolean>> = {
  ascending: false,
  asc: false,
  descending: true,
  desc: true,
};

/** `[{ field, order? }]`, or only names, or names with commas; n8n's `fieldName` is read, too. */
export function parseSortFields(value: JsonValue): SortField[] {
  const list = typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value;
  const entries = Array.isArray(list)
    ? list.map((entry) => (typeof entry === 'string' ? { field: entry } : entry))
    : list;
  const fields = objectList(entries, 'fields').map(parseSortField);
  if (fields.length === 0) throw wrong('fields', 'is empty; name at least one field to sort by');
  return fields;
}

function parseSortField(entry: JsonObject): SortField {
  const name = entry.field ?? entry.fieldName;
  if (typeof name !== 'string' || name === '') throw wrong('fields', 'has an entry without "field"');
  const order = entry.order ?? 'ascending';
  if (typeof order !== 'string' || !Object.hasOwn(orders, order))
    throw wrong('fields', `has an order other than "ascending" and "descending" for "${name}"`);
  return { name, descending: orders[order] === true };
}

/** Numbers come before texts, texts before booleans, and those before lists and objects, which stay as they are. */
export function compareValues(left: JsonValue, right: JsonValue, collator: Intl.Collator): number {
  const difference = rank(left) - rank(right);
  if (difference !== 0) return difference;
  if (typeof left === 'string') return typeof right === 'string' ? collator.compare(left, right) : 0;
  return typeof left === 'object' ? 0 : Number(left) - Number(right);
}

const ranks = ['number', 'string', 'boolean', 'object'];

function rank(value: JsonValue): number {
  return ranks.indexOf(typeof value);
}
