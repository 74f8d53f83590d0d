import {
  certificateSettings,
  type Credentials,
  isLoopback,
  PatchbayError,
  type TlsSettings,
} from '@patchbay/plugin-sdk';
import type { fields } from './fields.js';

type Values = Credentials<typeof fields>;

/** How a session with the server begins: where, how encrypted, as whom. */
export interface Session {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  requireTLS: boolean;
  ignoreTLS: boolean;
  tls?: TlsSettings;
  auth?: { user: string; pass: string };
  /** What a successful test has shown, for people. */
  describes: string;
}

export function portOf({ port, encryption }: Pick<Values, 'port' | 'encryption'>): number {
  return port ?? (encryption === 'ssl' ? 465 : 587);
}

export function sessionOf(credentials: Values): Session {
  const { host, encryption } = credentials;
  const auth = loginOf(credentials);
  return {
    host,
    port: portOf(credentials),
    secure: encryption === 'ssl',
    // A man in the middle removes STARTTLS from the server's offers; without this the login would go on in the clear.
    requireTLS: encryption === 'tls',
    ignoreTLS: encryption === 'none',
    ...(encryption === 'none' ? {} : { tls: certificateSettings(credentials) }),
    ...(auth ? { auth } : {}),
    describes: `${meansOf[encryption]}${auth ? ', logged in' : ', without a login'}; no mail was sent`,
  };
}

const meansOf = { tls: 'Encrypted by STARTTLS', ssl: 'Encrypted by TLS', none: 'Not encrypted' } as const;

function loginOf({ username, password, encryption, host, allowInsecureLogin }: Values): Session['auth'] {
  if (!username) return undefined;
  const pass = password?.reveal();
  if (!pass)
    throw new PatchbayError('connect-auth-failed', 'The connection has a user name but no password.');
  // Everybody between here and the server could read the password.
  if (encryption === 'none' && !isLoopback(host) && !allowInsecureLogin) {
    throw new PatchbayError(
      'connect-tls',
      'The password is not sent to another machine without encryption. Choose TLS or SSL, or allow it explicitly.',
    );
  }
  return { user: username, pass };
}
