import { type ImportDeclaration, pemImport } from '@patchbay/plugin-sdk';

const login = { username: 'username', password: 'password' } as const;
const request = {
  origin: 'baseUrl',
  headers: 'headers',
  insecure: { field: 'tlsVerify', values: { true: false } },
  maxTime: 'timeout',
} as const;
const basic = { authType: 'basic' } as const;
const bearer = { authType: 'bearer' } as const;
const apiKey = { authType: 'apiKey' } as const;

/** n8n's credentials for HTTP name no address: whoever imports them adds the base URL. */
export const imports: readonly ImportDeclaration[] = [
  { from: 'url', names: ['http', 'https'], fields: { address: 'baseUrl' } },
  {
    from: 'url',
    names: ['http', 'https'],
    needs: ['username'],
    fields: { address: 'baseUrl', ...login },
    constants: basic,
  },
  { from: 'curl', fields: request },
  { from: 'curl', needs: ['username'], fields: { ...request, ...login }, constants: basic },
  { from: 'curl', needs: ['bearer'], fields: { ...request, bearer: 'authToken' }, constants: bearer },
  {
    from: 'curl',
    needs: ['apiKeyName', 'apiKey'],
    fields: { ...request, apiKeyName: 'apiKeyHeader', apiKey: 'apiKeyValue' },
    constants: apiKey,
  },
  {
    from: 'n8n',
    names: ['httpBasicAuth'],
    fields: { user: 'username', password: 'password' },
    constants: basic,
  },
  { from: 'n8n', names: ['httpBearerAuth'], fields: { token: 'authToken' }, constants: bearer },
  {
    from: 'n8n',
    names: ['httpHeaderAuth'],
    fields: { name: 'apiKeyHeader', value: 'apiKeyValue' },
    constants: apiKey,
  },
  { from: 'airflow', names: ['http', 'https'], fields: { address: 'baseUrl' } },
  {
    from: 'airflow',
    names: ['http', 'https'],
    needs: ['login'],
    fields: { address: 'baseUrl', login: 'username', password: 'password' },
    constants: basic,
  },
  pemImport,
];
