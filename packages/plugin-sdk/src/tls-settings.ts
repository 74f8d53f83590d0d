import type { Secret } from '@patchbay/fields';
import type { TlsSettings } from './connector.js';

/** The values of `tlsFields()`. */
export interface TlsValues extends CertificateValues {
  tls: 'auto' | 'on' | 'off';
}

/** The values of `certificateFields()`. */
export interface CertificateValues {
  tlsVerify: boolean;
  tlsCa?: string | undefined;
  tlsCert?: string | undefined;
  tlsKey?: Secret | undefined;
}

/** What `tlsFields()` ask for; undefined means a connection without TLS. */
export function tlsSettings(values: TlsValues, host: string): TlsSettings | undefined {
  if (values.tls === 'off' || (values.tls === 'auto' && isLoopback(host))) return undefined;
  return certificateSettings(values);
}

/** What `certificateFields()` ask for, for protocols whose URL says whether TLS is used. */
export function certificateSettings(values: CertificateValues): TlsSettings {
  const key = values.tlsKey?.reveal();
  return {
    rejectUnauthorized: values.tlsVerify,
    ...(values.tlsCa ? { ca: values.tlsCa } : {}),
    ...(values.tlsCert ? { cert: values.tlsCert } : {}),
    ...(key ? { key } : {}),
  };
}

/** Only spellings that can mean nothing but this machine: `127.0.0.1.example.com` is somebody else's. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/iu.test(host);
}
