import { type Credentials, PatchbayError } from '@patchbay/plugin-sdk';
import type { fields } from './fields.js';

/** The headers of the chosen authentication. */
export function authHeaders(credentials: Credentials<typeof fields>): Record<string, string> {
  switch (credentials.authType) {
    case 'none':
      return {};
    case 'bearer':
      return { Authorization: `Bearer ${present(credentials.authToken?.reveal(), 'Token')}` };
    case 'basic': {
      const { username = '', password } = credentials;
      const pair = Buffer.from(`${username}:${password?.reveal() ?? ''}`, 'utf8').toString('base64');
      return { Authorization: `Basic ${pair}` };
    }
    case 'apiKey':
      return { [credentials.apiKeyHeader]: present(credentials.apiKeyValue?.reveal(), 'API key') };
  }
}

function present(value: string | undefined, name: string): string {
  if (!value) throw new PatchbayError('connect-auth-failed', `The connection has no value for "${name}".`);
  return value;
}
