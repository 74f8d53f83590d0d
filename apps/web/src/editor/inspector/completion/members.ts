import { isObject } from '../../../fields/values.js';
import { accessOf, typeOf } from '../../../items/schema.js';
import { type Named, named } from './named.js';

const ofText = [
  named('.length', 'how many characters'),
  named('.toUpperCase()', 'in capitals'),
  named('.toLowerCase()', 'in small letters'),
  named('.trim()', 'without spaces around it'),
  named('.split(",")', 'list of its parts'),
  named('.replaceAll("", "")', 'with another text in it'),
  named('.includes("")', 'whether it holds a text'),
  named('.slice(0, 10)', 'a part of it'),
];
const ofNumber = [
  named('.toFixed(2)', 'text with decimals'),
  named('.toLocaleString("en")', 'as people write it'),
];
const ofList = [
  named('.length', 'how many'),
  named('.map(each => each)', 'each made into another'),
  named('.filter(each => each)', 'those that fit'),
  named('.find(each => each)', 'the first that fits'),
  named('.join(", ")', 'as one text'),
  named('.includes("")', 'whether it is among them'),
  named('.at(-1)', 'the last one'),
];

/** What can follow a value, told by examples of it. */
export function membersOf(examples: readonly unknown[]): readonly Named[] {
  const objects = examples.filter(isObject);
  if (objects.length > 0) return ownMembers(objects);
  const example = examples.find((each) => each !== null && each !== undefined);
  if (Array.isArray(example))
    return [named('[0]', 'the first one', () => membersOf(example as unknown[])), ...ofList];
  if (typeof example === 'string') return ofText;
  return typeof example === 'number' ? ofNumber : [];
}

function ownMembers(objects: readonly Record<string, unknown>[]): Named[] {
  const values = new Map<string, unknown[]>();
  for (const object of objects)
    for (const [key, value] of Object.entries(object)) {
      const known = values.get(key);
      if (known) known.push(value);
      else values.set(key, [value]);
    }
  return [...values].map(([key, examples]) =>
    named(accessOf(key), [...new Set(examples.map(typeOf))].join(' or '), () => membersOf(examples)),
  );
}
