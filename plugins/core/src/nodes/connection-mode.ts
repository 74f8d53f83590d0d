import { field } from '@patchbay/plugin-sdk';

/** Where the connection of a node with an inline slot comes from. */
export const connectionMode = field.options({
  displayName: 'Connection',
  options: [
    { value: 'reference', name: 'A saved connection' },
    { value: 'inline', name: 'Typed in here' },
  ],
  default: 'reference',
});
