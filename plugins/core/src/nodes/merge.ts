import { defineNode, mainPin, type Parameters } from '@patchbay/plugin-sdk';
import { exact, fuzzy } from '../compare/fuzzy.js';
import { icons } from '../icons.js';
import { fieldAccess } from '../items/fields.js';
import type { Clash } from '../merge/combine.js';
import { joinAll, joinByFields, joinByPosition, parseKeys } from '../merge/join.js';
import { mergeParameters } from '../merge/parameters.js';

export const merge = defineNode({
  type: 'merge',
  version: 1,
  displayName: 'Merge',
  description: 'Brings the items of two branches together',
  icon: icons.merge,
  group: 'flow',
  subtitle: '{{mode}}',
  parameters: mergeParameters,
  // Neither is required: when a branch gets no data, the other one's items still go on.
  inputs: [
    { name: 'input1', type: 'items', displayName: 'Input 1', aliases: ['main'], required: false },
    { name: 'input2', type: 'items', displayName: 'Input 2', required: false },
  ],
  outputs: [mainPin],
  execute(context) {
    const given = context.parameters();
    const first = context.input('input1');
    const second = context.input('input2');
    switch (given.mode) {
      case 'append':
        return [...first, ...second];
      case 'combineByPosition':
        return joinByPosition(first, second, given.includeUnpaired, clashOf(given));
      case 'combineByFields':
        return joinByFields(first, second, parseKeys(given.keys), {
          ...given,
          ...clashOf(given),
          access: fieldAccess(given.disableDotNotation),
          likeness: given.fuzzyCompare ? fuzzy : exact,
        });
      case 'combineAll':
        return joinAll(first, second, clashOf(given));
      case 'chooseBranch':
        if (given.branch === 'empty') return [{ json: {}, pairedItem: [] }];
        return given.branch === 1 ? first : second;
    }
  },
});

/** Where input 2 is completed by input 1, it is the values of input 1 that are asked for. */
function clashOf({ mode, join, clash, nested, keepFilled }: Parameters<typeof mergeParameters>): Clash {
  const added = mode === 'combineByFields' && join === 'right' ? 'preferInput1' : 'preferInput2';
  return { clash: clash === 'added' ? added : clash, nested, keepFilled };
}
