import { type ImportDeclaration, pemImport } from '@patchbay/plugin-sdk';

/** Only a request with a body looks like a webhook; any other is an API's. */
export const imports: readonly ImportDeclaration[] = [
  {
    from: 'curl',
    needs: ['body'],
    fields: {
      url: 'url',
      headers: 'headers',
      method: { field: 'method', values: { POST: 'POST', PUT: 'PUT' } },
    },
  },
  {
    from: 'curl',
    needs: ['body', 'bearer'],
    fields: {
      url: 'url',
      headers: 'headers',
      bearer: 'authSecret',
      method: { field: 'method', values: { POST: 'POST', PUT: 'PUT' } },
    },
    constants: { authType: 'bearer' },
  },
  pemImport,
];
