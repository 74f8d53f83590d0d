import { defineConnector, field, type TestResult } from '@patchbay/plugin-sdk';
import { icon } from './icon.js';

/** What both share: they open nothing, for it is the host that compares what a caller shows. */
const ofCallers = {
  icon,
  category: 'other',
  auth: 'credentials',
  network: false,
  open: () => ({}),
  test: (): Promise<TestResult> =>
    Promise.resolve({ ok: true, message: 'There is nothing to reach: callers will have to show this' }),
} as const;

export const basicAuth = defineConnector({
  ...ofCallers,
  type: 'basic_auth',
  displayName: 'Callers with a password',
  description: 'What whoever calls a webhook must show: user and password',
  fields: {
    username: field.text({
      displayName: 'User name',
      required: true,
      // It ends at the first colon when it is sent.
      pattern: { regex: '^[^:\\p{Cc}]+$', message: 'Without a colon' },
    }),
    password: field.secret({ displayName: 'Password', required: true }),
  },
});

export const headerAuth = defineConnector({
  ...ofCallers,
  type: 'header_auth',
  displayName: 'Callers with a header',
  description: 'What whoever calls a webhook must show: a secret header',
  fields: {
    name: field.text({
      displayName: 'Header',
      required: true,
      default: 'X-API-Key',
      pattern: { regex: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", message: 'The name of an HTTP header' },
    }),
    value: field.secret({ displayName: 'Value', required: true }),
  },
});
