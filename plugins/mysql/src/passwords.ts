import type { AuthPlugin } from 'mysql2';
import { isLoopback, PatchbayError, type TlsSettings } from '@patchbay/plugin-sdk';
import type { Driver } from './driver.js';

/**
 * How logins answer a server that wants more than proof of the password. Whoever sits between us and the server
 * chooses the method, so the password itself goes only to a server whose certificate was verified, or to this machine;
 * the driver alone would also give it to any server with any certificate, or encrypted by any key that it is sent.
 */
export function authPlugins(
  driver: Pick<Driver, 'authPlugins'>,
  host: string,
  tls: TlsSettings | undefined,
): Record<string, AuthPlugin> {
  const { caching_sha2_password: cachingSha2, sha256_password: sha256 } = driver.authPlugins;
  const trusted = tls ? tls.rejectUnauthorized !== false || isLoopback(host) : isLoopback(host);
  return {
    caching_sha2_password: trusted
      ? cachingSha2({ overrideIsSecure: tls !== undefined })
      : onlyProof(cachingSha2()),
    sha256_password: trusted ? sha256() : refuse,
    // Sends the password as it is and has no proof of anything: PAM and LDAP ask for it, and so does an attacker.
    mysql_clear_password: refuse,
  };
}

/** Answers the challenge, which does not show the password; refuses when the server then wants the password itself. */
function onlyProof(plugin: AuthPlugin): AuthPlugin {
  return (metadata) => {
    const answer = plugin(metadata);
    return (data) => (data.equals(performFullAuthentication) ? refuse() : answer(data));
  };
}

const performFullAuthentication = Buffer.from([4]);

function refuse(): never {
  throw new PatchbayError(
    'connect-tls',
    'The server asked for the password itself. It is only sent over TLS to a server whose certificate was ' +
      'verified: set TLS to "Always", verify the certificate and give the CA certificate if a private one signed it.',
  );
}
