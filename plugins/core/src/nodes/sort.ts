import { randomInt } from 'node:crypto';
import {
  type CodeSandbox,
  defineNode,
  field,
  type Item,
  type JsonValue,
  mainPin,
  type Parameters,
} from '@patchbay/plugin-sdk';
import { icons } from '../icons.js';
import { fieldAccess } from '../items/fields.js';
import { compareValues, parseSortFields, type SortField } from '../items/order.js';
import { wrong } from '../values/lists.js';

const byFields = { show: { type: ['simple'] } } as const;

const parameters = {
  type: field.options({
    displayName: 'Order',
    options: [
      { value: 'simple', name: 'By fields' },
      { value: 'random', name: 'Random' },
      { value: 'code', name: 'By code' },
    ],
    default: 'simple',
  }),
  fields: field.json({
    displayName: 'Fields',
    description: 'A list of { field, order }: "ascending" (default) or "descending"',
    default: [],
    displayOptions: byFields,
    drawnAs: {
      kind: 'rows',
      row: 'field',
      cells: {
        field: field.text({ displayName: 'Field', required: true }),
        order: field.options({
          displayName: 'Order',
          options: [
            { value: 'ascending', name: 'ascending' },
            { value: 'descending', name: 'descending' },
          ],
          default: 'ascending',
        }),
      },
    },
  }),
  code: field.multiline({
    displayName: 'JavaScript',
    description: 'Compares the items a and b: below zero when a comes first, above zero when b does',
    language: 'javascript',
    placeholder: 'return a.json.age - b.json.age;',
    displayOptions: { show: { type: ['code'] } },
  }),
  locale: field.text({
    displayName: 'Language',
    description: 'Whose alphabet orders texts, such as "de" or "sv"',
    default: 'en',
    displayOptions: byFields,
  }),
  numeric: field.boolean({
    displayName: 'Numbers within texts by their value',
    description: 'item2 before item10',
    default: false,
    displayOptions: byFields,
  }),
  ignoreCase: field.boolean({
    displayName: 'Ignore upper and lower case',
    default: false,
    displayOptions: byFields,
  }),
  disableDotNotation: field.boolean({
    displayName: 'Dots are part of names',
    default: false,
    displayOptions: byFields,
  }),
};

export const sort = defineNode({
  type: 'sort',
  version: 1,
  displayName: 'Sort',
  description: 'Puts the items into an order',
  icon: icons.sort,
  group: 'transform',
  subtitle: '{{fields}}',
  parameters,
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters: given, sandbox }) {
    const values = given();
    switch (values.type) {
      case 'random':
        return shuffled(items);
      case 'code':
        return sortedByCode(items, values.code ?? '', sandbox);
      case 'simple':
        return sorted(items, values);
    }
  },
});

/** The code sees the items in its sandbox and gives back their order; the items themselves, with files and all, stay here. */
async function sortedByCode(items: readonly Item[], code: string, sandbox: CodeSandbox): Promise<Item[]> {
  if (code.trim() === '') throw wrong('code', 'is empty; it must return a number');
  // On one line, so that lines in its errors are those of the code.
  const program = `const compare = (a, b) => { ${code}
    };
    const order = items.map((item, at) => at).sort((x, y) => compare(items[x], items[y]));
    return [{ order }];`;
  const [result] = await sandbox.run(program, { mode: 'runOnceForAllItems', items });
  const order = result?.json.order;
  if (!Array.isArray(order)) throw wrong('code', 'gave no order');
  return order.flatMap((at) => items[at as number] ?? []);
}

/** Items that are equal in all fields keep their order; those without a value come last in either order. */
function sorted(items: readonly Item[], given: Parameters<typeof parameters>): Item[] {
  const access = fieldAccess(given.disableDotNotation);
  const fields = parseSortFields(given.fields);
  const collator = collatorFor(given);
  const rows = items.map((item) => ({
    item,
    values: fields.map(({ name }) => access.read(item.json, name) ?? null),
  }));
  for (const [at, { name }] of fields.entries()) {
    if (rows.length > 0 && rows.every(({ values }) => values[at] === null))
      throw wrong('fields', `names "${name}", which no item has`);
  }
  return rows.sort((a, b) => compareRows(a.values, b.values, fields, collator)).map(({ item }) => item);
}

function compareRows(
  a: readonly JsonValue[],
  b: readonly JsonValue[],
  fields: readonly SortField[],
  collator: Intl.Collator,
): number {
  for (const [at, { descending }] of fields.entries()) {
    const [left = null, right = null] = [a[at], b[at]];
    if (left === null && right === null) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    const order = compareValues(left, right, collator);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function collatorFor({ locale, numeric, ignoreCase }: Parameters<typeof parameters>): Intl.Collator {
  try {
    return new Intl.Collator(locale, { numeric, sensitivity: ignoreCase ? 'accent' : 'variant' });
  } catch {
    throw wrong('locale', `is not a language such as "en" or "pt-BR": "${locale}"`);
  }
}

/** Fisher and Yates: every order is equally likely. */
function shuffled(items: readonly Item[]): Item[] {
  const mixed: Item[] = [];
  for (const item of items) {
    const at = randomInt(mixed.length + 1);
    const moved = mixed[at];
    if (moved) mixed.push(moved);
    mixed[at] = item;
  }
  return mixed;
}
