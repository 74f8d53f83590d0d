import type { JsonObject, JsonValue } from '@patchbay/plugin-sdk';
import type { FieldAccess } from '../items/fields.js';
import { isEmptyValue, numbersOf } from './values.js';
import { objectList, wrong } from '../values/lists.js';

export interface Aggregation {
  field: string;
  /** Of the result. */
  name: string;
  separator: string;
  includeEmpty: boolean;
  compute: Compute;
}

/** `found` are the values as they are, where those that are missing count as null in `values`. */
type Compute = (
  values: JsonValue[],
  options: Aggregation,
  found: readonly (JsonValue | undefined)[],
) => JsonValue;

/** `[{ field, aggregation, separator?, includeEmpty? }]`; without a field `count` counts the items. */
export function parseAggregations(value: JsonValue): Aggregation[] {
  const list = objectList(value, 'fieldsToSummarize');
  if (list.length === 0)
    throw wrong('fieldsToSummarize', 'is empty; name at least one field and how to summarise it');
  return list.map(({ field, aggregation = 'count', separator, separateBy, includeEmpty }) => {
    const kind = kindOf(aggregation);
    if (typeof field !== 'string' && aggregation !== 'count')
      throw wrong('fieldsToSummarize', 'has an entry without "field"');
    const name = typeof field === 'string' ? `${kind.prefix}${resultName(field)}` : 'count';
    const between = separator ?? separateBy;
    return {
      field: typeof field === 'string' ? field : '',
      name,
      separator: typeof between === 'string' ? between : ',',
      includeEmpty: includeEmpty === true,
      compute: kind.compute,
    };
  });
}

export function aggregate(
  rows: readonly JsonObject[],
  aggregation: Aggregation,
  access: FieldAccess,
): JsonValue {
  if (aggregation.field === '') return rows.length;
  const all = rows.map((row) => access.read(row, aggregation.field));
  const found = aggregation.includeEmpty ? all : all.filter((value) => !isEmptyValue(value ?? null));
  const values = found.map((value) => value ?? null);
  return aggregation.compute(values, aggregation, found);
}

/** Dots, blanks and brackets of a path cannot stand in the name of a result. */
export function resultName(field: string): string {
  return field.replace(/[\][")(']/gu, '').replace(/[ .]/gu, '_');
}

function kindOf(aggregation: JsonValue): Kind {
  if (typeof aggregation === 'string' && Object.hasOwn(kinds, aggregation))
    return kinds[aggregation as keyof typeof kinds];
  throw wrong('fieldsToSummarize', `has an aggregation that does not exist: ${JSON.stringify(aggregation)}`);
}

interface Kind {
  prefix: string;
  compute: Compute;
}

const kinds = {
  count: { prefix: 'count_', compute: (values) => values.length },
  countUnique: {
    prefix: 'unique_count_',
    // Whoever counts empty values, too, has none at all for another value than null.
    compute: (_values, _options, found) => new Set(found.map((value) => JSON.stringify(value))).size,
  },
  sum: { prefix: 'sum_', compute: (values) => sum(numbersOf(values)) },
  average: {
    prefix: 'average_',
    compute(values) {
      const numbers = numbersOf(values);
      return numbers.length === 0 ? null : sum(numbers) / numbers.length;
    },
  },
  min: { prefix: 'min_', compute: (values) => extreme(values, (a, b) => a < b) },
  max: { prefix: 'max_', compute: (values) => extreme(values, (a, b) => a > b) },
  append: { prefix: 'appended_', compute: (values) => values },
  concatenate: {
    prefix: 'concatenated_',
    compute: (values, { separator }) =>
      values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(separator),
  },
} satisfies Record<string, Kind>;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Numbers among numbers, else texts as they sort; ISO dates are in order that way. */
function extreme(
  values: JsonValue[],
  better: (a: number | string, b: number | string) => boolean,
): JsonValue {
  const numbers = numbersOf(values);
  const comparable: (number | string)[] = numbers.length === values.length ? numbers : values.map(String);
  return comparable.reduce<number | string | null>(
    (best, value) => (best === null || better(value, best) ? value : best),
    null,
  );
}
