import { certificateFields, field } from '@patchbay/plugin-sdk';

export const fields = {
  url: field.text({
    displayName: 'URL',
    description: 'Values of parameters such as ?token= are kept secret',
    placeholder: 'https://hooks.example.com/orders',
    required: true,
    identity: true,
    destination: true,
    pattern: {
      regex: '^https?://[^\\s@/?#]+(?:[/?][^\\s#]*)?$',
      message: 'http:// or https://, a host and perhaps a path; no user name, password or fragment',
    },
  }),
  method: field.options({
    displayName: 'Method',
    options: [
      { value: 'POST', name: 'POST' },
      { value: 'PUT', name: 'PUT' },
    ],
    default: 'POST',
  }),
  authType: field.options({
    displayName: 'Authentication',
    options: [
      { value: 'none', name: 'None' },
      { value: 'bearer', name: 'Bearer token' },
      { value: 'hmac', name: 'Signature (HMAC-SHA256)' },
    ],
    default: 'none',
  }),
  authSecret: field.secret({
    displayName: 'Token or signing secret',
    required: true,
    displayOptions: { show: { authType: ['bearer', 'hmac'] } },
  }),
  headers: field.headers({ displayName: 'Headers', description: 'Sent with every request' }),
  timeout: field.number({
    displayName: 'Timeout (seconds)',
    default: 30,
    min: 1,
    max: 3_600,
    section: 'advanced',
  }),
  ...certificateFields(),
};
