import type { JsonValue } from '@patchbay/plugin-sdk';
import { isObject } from '../values/lists.js';
import type { Searches } from './searches.js';

export interface TextOptions {
  ignoreCase: boolean;
  searches: Pick<Searches, 'test'>;
}

type Test<Left> = (left: Left, right: JsonValue | undefined, options: TextOptions) => boolean;

/** For values of any type; they never fail for a wrong type. */
export const anyOperators: Readonly<Record<string, Test<JsonValue | undefined>>> = {
  exists: (left) => left !== undefined && left !== null,
  notExists: (left) => left === undefined || left === null,
  empty: isEmpty,
  notEmpty: (left) => !isEmpty(left),
};

const ordered = {
  gt: (left, right) => left > Number(right),
  lt: (left, right) => left < Number(right),
  gte: (left, right) => left >= Number(right),
  lte: (left, right) => left <= Number(right),
} satisfies Record<string, Test<number>>;

/** Both sides have been converted to text, numbers, milliseconds or booleans before. */
export const operators = {
  string: {
    ...negated<string>({
      equals: (left, right, options) => fold(left, options) === fold(right, options),
      contains: (left, right, options) => fold(left, options).includes(fold(right, options)),
      startsWith: (left, right, options) => fold(left, options).startsWith(fold(right, options)),
      endsWith: (left, right, options) => fold(left, options).endsWith(fold(right, options)),
      regex: (left, right, options) => matches(left, typeof right === 'string' ? right : '', options),
    }),
  },
  number: {
    ...negated<number>({ equals: (left, right) => left === right }),
    ...ordered,
  },
  dateTime: {
    ...negated<number>({ equals: (left, right) => left === right }),
    ...ordered,
    after: ordered.gt,
    before: ordered.lt,
    afterOrEquals: ordered.gte,
    beforeOrEquals: ordered.lte,
  },
  boolean: {
    true: (left: boolean) => left,
    false: (left: boolean) => !left,
    ...negated<boolean>({ equals: (left, right) => left === right }),
  },
  array: {
    ...negated<JsonValue[]>({
      contains: (left, right, options) => left.some((value) => same(value, right, options)),
      equals: (left, right, options) => same(left, right, options),
      lengthEquals: (left, right) => left.length === Number(right),
    }),
    lengthGt: (left: JsonValue[], right) => left.length > Number(right),
    lengthLt: (left: JsonValue[], right) => left.length < Number(right),
    lengthGte: (left: JsonValue[], right) => left.length >= Number(right),
    lengthLte: (left: JsonValue[], right) => left.length <= Number(right),
  },
  object: { ...negated<JsonValue>({ equals: (left, right, options) => same(left, right, options) }) },
} satisfies Record<string, Record<string, Test<never>>>;

/** Adds to each operator its opposite: `equals` and `notEquals`. */
function negated<Left>(positive: Record<string, Test<Left>>): Record<string, Test<Left>> {
  const both: Record<string, Test<Left>> = { ...positive };
  for (const [name, test] of Object.entries(positive)) {
    both[opposite(name)] = (left, right, options) => !test(left, right, options);
  }
  return both;
}

function opposite(name: string): string {
  if (name === 'lengthEquals') return 'lengthNotEquals';
  return `not${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function fold(value: JsonValue | undefined, { ignoreCase }: TextOptions): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return ignoreCase ? text.toLowerCase() : text;
}

/** `/pattern/flags` or only the pattern. */
function matches(left: string, text: string, { ignoreCase, searches }: TextOptions): boolean {
  const [, pattern = text, flags = ''] = /^\/(.*)\/([a-z]*)$/su.exec(text) ?? [];
  // Without `g` and `y`: they would make the result depend on the item before.
  const kept = flags.replace(/[gy]/gu, '');
  return searches.test(pattern, ignoreCase && !kept.includes('i') ? `${kept}i` : kept, left);
}

function same(left: JsonValue | undefined, right: JsonValue | undefined, options: TextOptions): boolean {
  if (typeof left === 'string' && typeof right === 'string')
    return fold(left, options) === fold(right, options);
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

/** The order of an object's members does not matter. */
function sorted(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((each) => sorted(each) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each) ?? null]),
  );
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
