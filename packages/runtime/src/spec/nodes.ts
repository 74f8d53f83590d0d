import { defineNode, definePlugin, field, mainPin, type AnyNode, type Item } from '@patchbay/plugin-sdk';

const main = [mainPin];
const shown = { displayName: 'X' } as const;
const common = { version: 1, displayName: 'X', description: 'X', group: 'transform' } as const;

const start = defineNode({
  ...common,
  type: 'start',
  group: 'trigger',
  parameters: {},
  inputs: [],
  outputs: main,
  execute: ({ items }) => items,
});

/** Emits its parameter `json` for every item. */
const set = defineNode({
  ...common,
  type: 'set',
  parameters: { json: field.json({ ...shown, default: {} }) },
  inputs: main,
  outputs: main,
  execute: ({ items, allParameters }) =>
    allParameters().map(({ json }, index) => ({
      json: json as Item['json'],
      pairedItem: items[index]?.pairedItem ?? { item: index },
    })),
});

const many = defineNode({
  ...common,
  type: 'many',
  parameters: { count: field.number({ ...shown, default: 2 }) },
  inputs: main,
  outputs: main,
  execute: (context) => Array.from({ length: context.parameters().count }, (_, n) => ({ json: { n } })),
});

const when = defineNode({
  ...common,
  type: 'if',
  parameters: { test: field.boolean({ ...shown, default: false }) },
  inputs: main,
  outputs: [
    { name: 'true', type: 'items' },
    { name: 'false', type: 'items', aliases: ['no'] },
  ],
  execute(context) {
    const tests = context.allParameters();
    return {
      true: context.items.filter((_, index) => tests[index]?.test),
      false: context.items.filter((_, index) => !tests[index]?.test),
    };
  },
});

const merge = defineNode({
  ...common,
  type: 'merge',
  parameters: {},
  inputs: [
    { name: 'left', type: 'items', required: false, aliases: ['a'] },
    { name: 'right', type: 'items', required: false },
  ],
  outputs: main,
  execute: (context) => [...context.input('left'), ...context.input('right')],
});

const needsBoth = defineNode({
  ...merge,
  type: 'needsBoth',
  inputs: [
    { name: 'left', type: 'items' },
    { name: 'right', type: 'items', required: true },
  ],
});

/** Hands out one item per execution until none is left, then everything at `done`. */
const loop = defineNode({
  ...common,
  type: 'loop',
  parameters: {},
  inputs: main,
  outputs: [
    { name: 'loop', type: 'items' },
    { name: 'done', type: 'items' },
  ],
  execute({ items, state }) {
    const left = (state.get('left') as Item[] | undefined) ?? [...items];
    const next = left.shift();
    state.set('left', left);
    return next ? { loop: [next], done: null } : { loop: null, done: [{ json: { done: true } }] };
  },
});

const circle = defineNode({
  ...common,
  type: 'circle',
  parameters: {},
  inputs: main,
  outputs: main,
  execute: ({ items }) => items,
});

const count = defineNode({
  ...common,
  type: 'count',
  parameters: {},
  inputs: main,
  outputs: [
    { name: 'rows', type: 'json' },
    { name: 'count', type: 'float' },
  ],
  execute: ({ items }) => ({ rows: items, count: [{ json: { count: items.length } }] }),
});

export const nodes: AnyNode[] = [start, set, many, when, merge, needsBoth, loop, circle, count];
export const plugin = definePlugin({ name: 'spec', displayName: 'Spec', nodes });
