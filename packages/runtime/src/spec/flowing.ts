import { defineNode, field, mainPin, type AnyNode, type Item } from '@patchbay/plugin-sdk';

const main = [mainPin];
const shown = { displayName: 'X' } as const;
const common = { version: 1, displayName: 'X', description: 'X', group: 'transform' } as const;
const one = (json: Item['json']): Item[] => [{ json }];

/** Gives `count` rows, in batches of `size` where it may. */
const rows = defineNode({
  ...common,
  type: 'rows',
  parameters: {
    count: field.number({ ...shown, default: 100 }),
    size: field.number({ ...shown, default: 7 }),
  },
  inputs: main,
  outputs: [mainPin, { name: 'count', type: 'float' }],
  execute({ parameters }) {
    const { count } = parameters();
    return { main: rowsFrom(0, count), count: one({ count }) };
  },
  async produce({ parameters, emit }) {
    const { count, size } = parameters();
    for (let at = 0; at < count; at += size) await emit({ main: rowsFrom(at, Math.min(count, at + size)) });
    if (count === 0) await emit({ main: [] });
    await emit({ count: one({ count }) });
  },
});

function rowsFrom(from: number, to: number): Item[] {
  return Array.from({ length: to - from }, (_, at) => ({
    json: { n: from + at, text: `row ${from + at}` },
    pairedItem: { item: 0 },
  }));
}

/** Sets `value`, beside what is there. */
const edit = defineNode({
  ...common,
  type: 'edit',
  itemwise: true,
  parameters: { value: field.json({ ...shown }) },
  inputs: main,
  outputs: main,
  execute: ({ items, allParameters }) =>
    allParameters().map(({ value = null }, item) => ({
      json: { ...items[item]?.json, value },
      pairedItem: { item },
    })),
});

const when = defineNode({
  ...common,
  type: 'when',
  itemwise: true,
  parameters: { test: field.boolean({ ...shown, default: false }) },
  inputs: main,
  outputs: [
    { name: 'yes', type: 'items' },
    { name: 'no', type: 'items' },
  ],
  execute({ items, allParameters }) {
    const tests = allParameters();
    return {
      yes: items.filter((_, index) => tests[index]?.test),
      no: items.filter((_, index) => !tests[index]?.test),
    };
  },
});

/** One item, two or none of each. */
const multiply = defineNode({
  ...common,
  type: 'multiply',
  itemwise: true,
  parameters: {},
  inputs: main,
  outputs: main,
  execute: ({ items }) =>
    items.flatMap((item) => Array.from({ length: Number(item.json.n) % 3 }, () => item)),
});

const first = defineNode({
  ...common,
  type: 'first',
  parameters: { count: field.number({ ...shown, default: 10 }) },
  inputs: main,
  outputs: main,
  execute: ({ items, parameters }) => items.slice(0, parameters().count),
  async consume({ batches, parameters, emit }) {
    let left = parameters().count;
    for await (const items of batches) {
      await emit({ main: items.slice(0, Math.max(0, left)) });
      left -= items.length;
    }
  },
});

/** Needs all items at once. */
const backwards = defineNode({
  ...common,
  type: 'backwards',
  parameters: {},
  inputs: main,
  outputs: main,
  execute: ({ items }) => items.toReversed(),
});

/** Nodes that work in batches; with `collected` each is executed with all items. */
export const flowing: AnyNode[] = [rows, edit, when, multiply, first, backwards];
export const collected: AnyNode[] = flowing.map(({ produce: _, consume: __, ...node }) => node);
