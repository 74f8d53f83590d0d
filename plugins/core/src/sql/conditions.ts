import { field, type JsonValue } from '@patchbay/plugin-sdk';
import { objectList } from '../values/lists.js';
import { conditionParts, type Part } from './filter.js';
import type { Dialect } from './quote.js';

export type Combination = 'and' | 'or';

const combinations = [
  { value: 'and', name: 'All of them hold' },
  { value: 'or', name: 'One of them holds' },
] as const satisfies readonly { value: Combination; name: string }[];

/** How several conditions become one; drawn where `show` says. */
export function combineParameter<const Show extends Record<string, readonly string[]>>(show?: Show) {
  return field.options({
    displayName: 'Rows for which',
    description: 'Of several conditions',
    options: combinations,
    default: 'and',
    ...(show ? { displayOptions: { show } } : {}),
  });
}

/** What stands behind WHERE; nothing where there is no condition. Throws `parameter-invalid`. */
export function conditionsParts(dialect: Dialect, filter: JsonValue, combine: Combination): Part[] {
  const conditions = objectList(filter, 'filter').map((condition) => conditionParts(dialect, condition));
  // It becomes text of the statement, so it is one of these two words.
  const word = combine === 'or' ? ' OR ' : ' AND ';
  return conditions.flatMap((parts, index): Part[] => [...(index === 0 ? [] : [word]), ...parts]);
}
