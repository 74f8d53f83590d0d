import { field } from '@patchbay/plugin-sdk';

export const fields = {
  path: field.text({
    displayName: 'File',
    description: 'Path of the database file; it must lie in a directory that this installation allows',
    placeholder: 'shop.db',
    required: true,
    identity: true,
    destination: true,
  }),
  readOnly: field.boolean({ displayName: 'Read only', default: false }),
  createIfMissing: field.boolean({ displayName: 'Create the file if it is missing', default: false }),
};
