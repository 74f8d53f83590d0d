import { field, type JsonRows } from '@patchbay/plugin-sdk';

/** How a form draws the fields that are set. */
export const fieldRows: JsonRows = {
  kind: 'rows',
  row: 'field',
  cells: {
    name: field.text({ displayName: 'Name', required: true, placeholder: 'total' }),
    value: field.text({ displayName: 'Value' }),
    type: field.options({
      displayName: 'As',
      options: [
        { value: '', name: 'it is' },
        { value: 'string', name: 'text' },
        { value: 'number', name: 'number' },
        { value: 'boolean', name: 'yes or no' },
        { value: 'array', name: 'list' },
        { value: 'object', name: 'object' },
      ],
      default: '',
    }),
  },
};
