import { field, type FormFieldType, type JsonRows } from '@patchbay/plugin-sdk';

export const formFieldTypes: readonly { value: FormFieldType; name: string }[] = [
  { value: 'text', name: 'text' },
  { value: 'textarea', name: 'long text' },
  { value: 'number', name: 'number' },
  { value: 'email', name: 'e-mail' },
  { value: 'date', name: 'date' },
  { value: 'password', name: 'password' },
  { value: 'dropdown', name: 'choice in a list' },
  { value: 'radio', name: 'choice of one' },
  { value: 'checkbox', name: 'boxes to tick' },
  { value: 'file', name: 'file' },
  { value: 'hidden', name: 'hidden' },
];

/** How the inspector draws the fields of a form. */
export const formFieldRows: JsonRows = {
  kind: 'rows',
  row: 'field',
  cells: {
    name: field.text({ displayName: 'Name', required: true, placeholder: 'email' }),
    label: field.text({ displayName: 'Label' }),
    type: field.options({ displayName: 'Kind', options: formFieldTypes, default: 'text' }),
    required: field.boolean({ displayName: 'Required', default: false }),
    placeholder: field.text({ displayName: 'Placeholder' }),
    value: field.text({ displayName: 'At first' }),
    options: field.text({ displayName: 'Choices', placeholder: 'with commas' }),
    multiple: field.boolean({ displayName: 'More than one', default: false }),
  },
};
