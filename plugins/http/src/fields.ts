import { certificateFields, field } from '@patchbay/plugin-sdk';

const bearer = { show: { authType: ['bearer'] } } as const;
const basic = { show: { authType: ['basic'] } } as const;
const apiKey = { show: { authType: ['apiKey'] } } as const;

export const fields = {
  baseUrl: field.text({
    displayName: 'Base URL',
    placeholder: 'https://api.example.com/v1',
    required: true,
    identity: true,
    destination: true,
    pattern: {
      regex: '^https?://[^\\s@/?#]+(?:/[^\\s?#]*)?$',
      message: 'http:// or https://, a host and perhaps a path',
    },
  }),
  authType: field.options({
    displayName: 'Authentication',
    options: [
      { value: 'none', name: 'None' },
      { value: 'bearer', name: 'Bearer token' },
      { value: 'basic', name: 'User name and password' },
      { value: 'apiKey', name: 'API key in a header' },
    ],
    default: 'none',
  }),
  authToken: field.secret({ displayName: 'Token', required: true, displayOptions: bearer }),
  username: field.text({ displayName: 'User name', required: true, displayOptions: basic }),
  password: field.secret({ displayName: 'Password', displayOptions: basic }),
  apiKeyHeader: field.text({
    displayName: 'Header',
    required: true,
    default: 'X-API-Key',
    pattern: { regex: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", message: 'The name of an HTTP header' },
    displayOptions: apiKey,
  }),
  apiKeyValue: field.secret({ displayName: 'API key', required: true, displayOptions: apiKey }),
  headers: field.headers({ displayName: 'Default headers', description: 'Sent with every request' }),
  timeout: field.number({
    displayName: 'Timeout (seconds)',
    default: 30,
    min: 1,
    max: 3_600,
    section: 'advanced',
  }),
  ...certificateFields(),
};
