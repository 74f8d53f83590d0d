import { field } from '@patchbay/plugin-sdk';
import { offered } from './offered.js';

/** The parameters that If and Filter share. */
export const conditionFields = {
  conditions: field.json({
    displayName: 'Conditions',
    description:
      'Such as { "combinator": "and", "conditions": [{ "left": "={{ $json.total }}", "operator": "gt", "right": 100 }] }',
    default: { combinator: 'and', conditions: [] },
    drawnAs: { kind: 'conditions', operators: offered },
  }),
  ignoreCase: field.boolean({ displayName: 'Ignore upper and lower case', default: false }),
  typeValidation: field.options({
    displayName: 'Values of another type',
    options: [
      { value: 'loose', name: 'Convert' },
      { value: 'strict', name: 'Fail' },
    ],
    default: 'loose',
  }),
};
