import { defineNode, field, type Item, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { evaluate } from '../conditions/evaluate.js';
import { conditionFields } from '../conditions/fields.js';
import { offered } from '../conditions/offered.js';
import { parseConditions } from '../conditions/parse.js';
import { Searches } from '../conditions/searches.js';
import { icons } from '../icons.js';
import { objectList, wrong } from '../values/lists.js';

/** Pins belong to the definition of a node, not to a pattern: this many there are, and its parameters say which of them show. */
const outputs = Array.from({ length: 30 }, (_, index) => `output${index}`);
/** In expression mode, where nothing is said. */
const usualOutputs = 10;
const inRules = { show: { mode: ['rules'] } } as const;
const byExpression = { show: { mode: ['expression'] } } as const;

const parameters = {
  mode: field.options({
    displayName: 'Mode',
    options: [
      { value: 'rules', name: 'Rules', description: 'The first rule that holds decides' },
      { value: 'expression', name: 'Expression', description: 'A number decides' },
    ],
    default: 'rules',
  }),
  rules: field.json({
    displayName: 'Rules',
    description:
      'A list of { conditions, outputName? }, at most 30; the first leads to output 0, the next to output 1. The canvas shows an output under its name; edges still call it output0',
    default: [],
    displayOptions: inRules,
    drawnAs: {
      kind: 'rules',
      row: 'output',
      outputs: 'output',
      outputName: 'outputName',
      operators: offered,
    },
  }),
  ignoreCase: { ...conditionFields.ignoreCase, displayOptions: inRules },
  typeValidation: { ...conditionFields.typeValidation, displayOptions: inRules },
  allMatchingOutputs: field.boolean({
    displayName: 'Send to every output whose rule holds',
    default: false,
    displayOptions: inRules,
  }),
  fallback: field.options({
    displayName: 'When no rule holds',
    options: [
      { value: 'none', name: 'Drop the item' },
      { value: 'extra', name: 'Fallback output' },
      { value: 'first', name: 'Output 0' },
      { value: 'output', name: 'Another output' },
    ],
    default: 'none',
    displayOptions: inRules,
  }),
  fallbackOutput: field.number({
    displayName: 'Which one',
    description: 'The number of the output, from 0 on',
    displayOptions: { show: { ...inRules.show, fallback: ['output'] } },
  }),
  fallbackName: field.text({
    displayName: 'Name of the fallback output',
    description: 'As the canvas shows it; edges still call it fallback',
    displayOptions: { show: { ...inRules.show, fallback: ['extra'] } },
  }),
  numberOutputs: field.number({
    displayName: 'Number of outputs',
    default: usualOutputs,
    min: 1,
    max: outputs.length,
    integer: true,
    displayOptions: byExpression,
  }),
  output: field.number({
    displayName: 'Output',
    description: 'The number of the output; the first one is 0',
    displayOptions: byExpression,
  }),
};

export const switchNode = defineNode({
  type: 'switch',
  version: 1,
  displayName: 'Switch',
  description: 'Sends each item to one of several outputs',
  icon: icons.switch,
  group: 'flow',
  subtitle: '{{rules}}',
  parameters,
  inputs: [mainPin],
  outputs: [
    ...outputs.map((name, index) => ({
      name,
      type: 'items' as const,
      displayName: `Output ${index}`,
      displayOptions: { hide: { numberOutputs: numbersTo(index) } },
    })),
    {
      name: 'fallback',
      type: 'items',
      displayName: 'Fallback',
      displayOptions: { show: { fallback: ['extra'] } },
      nameFrom: 'fallbackName',
    },
  ],
  itemwise: true,
  execute({ items, allParameters, sandbox }) {
    const parameters = allParameters();
    return Searches.during(sandbox, (searches) => {
      const sent: Record<string, Item[]> = {};
      for (const [index, given] of parameters.entries()) {
        const item = items[index];
        if (!item) continue;
        const led = { ...item, pairedItem: { item: index } };
        for (const pin of pinsFor({ ...given, searches })) (sent[pin] ??= []).push(led);
      }
      return sent;
    });
  },
});

type Given = Parameters<typeof parameters> & { searches: Searches };

function pinsFor(given: Given): readonly string[] {
  if (given.mode === 'rules') return pinsByRules(given);
  if (!numbersTo(outputs.length).includes(given.numberOutputs))
    throw wrong('numberOutputs', `must be from 1 to ${outputs.length}, but is ${given.numberOutputs}`);
  return [pinByNumber(given.output, 'output', given.numberOutputs)];
}

function pinByNumber(output: number | undefined, parameter: string, count = outputs.length): string {
  const pin = output === undefined ? undefined : outputs.slice(0, count)[output];
  if (pin === undefined)
    throw wrong(parameter, `must be a whole number from 0 to ${count - 1}, but is ${output ?? 'empty'}`);
  return pin;
}

/** From 1 on. */
function numbersTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

function pinsByRules(given: Given): readonly string[] {
  const rules = objectList(given.rules, 'rules');
  if (rules.length > outputs.length) throw wrong('rules', `has more than ${outputs.length} entries`);
  const holding = outputs.filter((_, index) => {
    const rule = rules[index];
    if (rule && rule.conditions === undefined) throw wrong('rules', 'has an entry without "conditions"');
    return rule && evaluate(parseConditions(rule.conditions), given);
  });
  if (holding.length > 0) return given.allMatchingOutputs ? holding : holding.slice(0, 1);
  if (given.fallback === 'output') return [pinByNumber(given.fallbackOutput, 'fallbackOutput')];
  return { none: [], extra: ['fallback'], first: ['output0'] }[given.fallback];
}
