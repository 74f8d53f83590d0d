import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type ReadResult, valuesOf } from './reading.js';

/** Certificates and a private key in PEM: authorities, the client's own certificate, its key. */
export function readPem(text: string): ReadResult {
  const blocks = [...text.matchAll(block)].map(([whole, label = '']) => ({ whole, label }));
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ whole }) => whole);
  const keys = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY')).map(({ whole }) => whole);
  const key = keyIn(keys[0]);
  const own = certificates.filter((pem) => isOf(key, pem) || !(isAuthority(pem) ?? keys.length === 0));
  const authorities = certificates.filter((pem) => !own.includes(pem));
  // Without a key a certificate is there to verify the server, also one that signs itself.
  const ca = keys.length === 0 ? certificates : authorities;
  const others = blocks.filter(({ label }) => label !== 'CERTIFICATE' && !label.endsWith('PRIVATE KEY'));
  const values = new Map(
    valuesOf({
      ca: ca.join('\n'),
      certificate: keys.length === 0 ? '' : own.join('\n'),
      privateKey: keys[0],
    }),
  );
  const notRead = [
    ...others.map(({ label }) => ({ where: label, reason: 'is neither a certificate nor a private key' })),
    ...keys.slice(1).map(() => ({ where: 'PRIVATE KEY', reason: 'is a second one; a connection has one' })),
  ];
  return { readings: values.size === 0 ? [] : [{ from: 'pem', name: 'certificates', values }], notRead };
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----(?:[^-]|-(?!-{4}))*-----END \1-----/g;

/** Undefined when it cannot be read, as an encrypted one. */
function keyIn(pem: string | undefined): KeyObject | undefined {
  try {
    return pem === undefined ? undefined : createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** A certificate that signs itself mostly says that it is an authority, too. */
function isOf(key: KeyObject | undefined, certificate: string): boolean {
  try {
    return key !== undefined && new X509Certificate(certificate).checkPrivateKey(key);
  } catch {
    return false;
  }
}

/** Undefined when the certificate cannot be read. */
function isAuthority(pem: string): boolean | undefined {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return undefined;
  }
}
