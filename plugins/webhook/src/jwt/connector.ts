import { defineConnector } from '@patchbay/plugin-sdk';
import { icon } from '../callers/icon.js';
import { fields } from './fields.js';
import { openTokens } from './tokens.js';

/** What a token is signed with, and what callers show by one: the host checks those. */
export const jwtAuth = defineConnector({
  type: 'jwt_auth',
  displayName: 'JSON Web Tokens',
  description: 'A key for tokens that callers show, or that answers hold',
  icon,
  category: 'other',
  auth: 'credentials',
  network: false,
  fields,
  open: openTokens,
  test: (client) => client.check(),
  capabilities: { jwt: (client) => client },
});
