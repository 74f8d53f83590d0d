import { PatchbayError } from '@patchbay/errors';

/** Rebuilds a TLS error from its code: OpenSSL's text quotes the certificate, which is the server's text. */
export function tlsProblem(error: unknown, where: string): PatchbayError {
  if (error instanceof PatchbayError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const why = Object.hasOwn(reasons, code) ? reasons[code] : fallback(code);
  return new PatchbayError('connect-tls', `No trusted TLS connection to ${where}: ${why}.`);
}

/** For what `tls.createSecureContext` throws on our side, before a byte is sent. */
export function badTlsOptions(where: string): PatchbayError {
  return new PatchbayError(
    'connect-tls',
    `The TLS settings for ${where} cannot be used: the CA, client certificate or key is not valid PEM, they do not belong together, or the passphrase is wrong.`,
  );
}

function fallback(code: string): string {
  if (code.startsWith('ERR_SSL_TLSV13_ALERT_CERTIFICATE') || code.includes('ALERT')) return alert;
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return 'the server did not speak TLS that is understood here';
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return 'the server closed the connection during the handshake';
  return 'the certificate was not accepted';
}

const alert = 'the server ended the handshake. It may want another client certificate or TLS version';
const untrusted =
  'its certificate was not issued by a trusted authority. Enter the CA certificate if it is a private one';

const reasons: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is self-signed. Enter it as the CA certificate if you trust it',
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  INVALID_CA: untrusted,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Check the clocks',
  CERT_REVOKED: 'its certificate is revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name. Check the host or set the server name',
};
