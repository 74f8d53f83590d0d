import {
  defineNode,
  type Item,
  mainPin,
  type NodeContext,
  type Parameters,
  type Pin,
} from '@patchbay/plugin-sdk';
import { exact, fuzzy } from '../compare/fuzzy.js';
import { icons } from '../icons.js';
import { fieldAccess } from '../items/fields.js';
import { joinBySql } from '../merge/by-sql.js';
import type { Clash } from '../merge/combine.js';
import { joinAll, joinByFields, joinByPosition, parseKeys } from '../merge/join.js';
import { inputNumbers, mergeParameters, mostInputs } from '../merge/parameters.js';
import { wrong } from '../values/lists.js';

export const merge = defineNode({
  type: 'merge',
  version: 1,
  displayName: 'Merge',
  description: 'Brings the items of several branches together',
  icon: icons.merge,
  group: 'flow',
  subtitle: '{{mode}}',
  parameters: mergeParameters,
  inputs: inputNumbers.map(inputPin),
  outputs: [mainPin],
  execute(context) {
    const given = context.parameters();
    const inputs = inputsOf(context, given);
    const [first = [], second = []] = inputs;
    switch (given.mode) {
      case 'append':
        return inputs.flat();
      case 'combineByPosition':
        return joinByPosition(inputs, given.includeUnpaired, clashOf(given));
      case 'combineByFields':
        return joinByFields(first, second, parseKeys(given.keys), {
          ...given,
          ...clashOf(given),
          access: fieldAccess(given.disableDotNotation),
          likeness: given.fuzzyCompare ? fuzzy : exact,
        });
      case 'combineAll':
        return joinAll(first, second, clashOf(given));
      case 'combineBySql': {
        const { query: statement, queryParameters: parameters } = given;
        return joinBySql(inputs, { statement, parameters, signal: context.signal });
      }
      case 'chooseBranch':
        if (given.branch === 'empty') return [{ json: {}, pairedItem: [] }];
        return branchOf(inputs, given.branch);
    }
  },
});

type Given = Parameters<typeof mergeParameters>;

/** None is required: when a branch gets no data, the items of the others still go on. */
function inputPin(number: number): Pin {
  const pin = {
    name: `input${number}`,
    type: 'items',
    displayName: `Input ${number}`,
    required: false,
  } as const;
  if (number === 1) return { ...pin, aliases: ['main'] };
  if (number === 2) return pin;
  return {
    ...pin,
    displayOptions: { show: { numberInputs: inputNumbers.filter((count) => count >= number) } },
  };
}

function inputsOf(context: Pick<NodeContext, 'input'>, given: Given): (readonly Item[])[] {
  const count = countOf(given);
  const inputs = inputNumbers.map((number) => context.input(`input${number}`));
  const beyond = inputs.findIndex((items, index) => index >= count && items.length > 0);
  // Nobody would miss items that were left out without a word.
  if (beyond !== -1)
    throw wrong(
      'numberInputs',
      `stands for ${count} inputs here, but there are items at input ${beyond + 1}`,
    );
  return inputs.slice(0, count);
}

function countOf({ mode, numberInputs }: Given): number {
  if (mode === 'combineByFields' || mode === 'combineAll') return 2;
  if (!Number.isInteger(numberInputs) || numberInputs < 2 || numberInputs > mostInputs)
    throw wrong('numberInputs', `must be a whole number from 2 to ${mostInputs}, but is ${numberInputs}`);
  return numberInputs;
}

function branchOf(inputs: readonly (readonly Item[])[], branch: unknown): readonly Item[] {
  const items = inputs[Number(branch) - 1];
  if (!items) throw wrong('branch', `must be an input from 1 to ${inputs.length}, but is ${String(branch)}`);
  return items;
}

/** Where input 2 is completed by input 1, it is the values of input 1 that are asked for. */
function clashOf({ mode, join, clash, nested, keepFilled }: Given): Clash {
  const added = mode === 'combineByFields' && join === 'right' ? 'preferInput1' : 'preferInput2';
  return { clash: clash === 'added' ? added : clash, nested, keepFilled };
}
