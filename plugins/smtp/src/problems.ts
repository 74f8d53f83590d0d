import { isPatchbayError, PatchbayError } from '@patchbay/plugin-sdk';

/**
 * Nodemailer's error in our own words. Nothing of the server's text is kept but the numbers of its reply: a hostile
 * or chatty server repeats the login that it was sent, in base64.
 */
export function problemOf(error: unknown): PatchbayError {
  if (isPatchbayError(error)) return error;
  const failure = failureOf(error);
  const tls = tlsProblem(failure);
  if (tls) return tls;
  switch (failure.code) {
    case 'EAUTH':
      return failure.garbled ? notMail(failure) : loginProblem(failure);
    case 'ETIMEDOUT':
      return new PatchbayError(
        'connect-timeout',
        'The server took the connection but did not answer in time.',
      );
    case 'EENVELOPE':
    case 'EMESSAGE':
      return refusal(failure);
    case 'ECONNECTION':
    case 'ESOCKET':
      return new PatchbayError('connect-unreachable', `The server closed the connection${failure.reply}.`);
    default:
      return notMail(failure);
  }
}

function notMail({ reply }: Failure): PatchbayError {
  return new PatchbayError('connect-protocol', `The server did not answer as a mail server does${reply}.`);
}

interface Failure {
  code: string;
  /** The code of the system or of OpenSSL that nodemailer replaced by its own. */
  originalCode: string;
  command: string;
  status: number;
  /** The enhanced status code (RFC 3463), such as 5.7.1. */
  enhanced: string;
  /** There was a reply, but none as mail servers give it. */
  garbled: boolean;
  /** ` (550 5.7.1)`, or nothing. */
  reply: string;
}

function failureOf(error: unknown): Failure {
  const { code, originalCode, command, response } = (error ?? {}) as Record<string, unknown>;
  const numbers = /^([245]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3})\b)?/u.exec(textOf(response));
  const enhanced = numbers?.[2] ?? '';
  return {
    code: textOf(code),
    originalCode: textOf(originalCode),
    command: textOf(command),
    status: Number(numbers?.[1] ?? 0),
    enhanced,
    garbled: textOf(response) !== '' && !numbers,
    reply: numbers ? ` (${numbers[1]}${enhanced && ` ${enhanced}`})` : '',
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function tlsProblem({ code, originalCode, command, status, reply }: Failure): PatchbayError | undefined {
  // A server that understands no EHLO offers no STARTTLS either.
  if (status !== 0 && (code === 'ETLS' || (code === 'ECONNECTION' && command === 'EHLO' && status !== 421))) {
    return new PatchbayError(
      'connect-tls',
      `The server does not offer STARTTLS${reply}, or somebody on the way removes it. Nothing was sent unencrypted. If the server speaks TLS from the first byte (port 465), choose SSL.`,
    );
  }
  const why = Object.hasOwn(certificates, originalCode) ? certificates[originalCode] : undefined;
  if (why) return new PatchbayError('connect-tls', `No trusted TLS connection: ${why}.`);
  if (code !== 'ETLS' && !/^(?:ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|EPROTO)/u.test(originalCode))
    return undefined;
  return new PatchbayError(
    'connect-tls',
    'No trusted TLS connection: the handshake failed. Check the kind of encryption, the CA and the client certificate.',
  );
}

const untrusted =
  'its certificate was not issued by a trusted authority. Enter the CA if it is a private one';
const certificates: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its certificate is self-signed. Enter it as the CA certificate if you trust it',
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name. Check the host',
};

function loginProblem({ status, reply }: Failure): PatchbayError {
  if ([500, 502, 503, 504].includes(status)) {
    return new PatchbayError('connect-unsupported', `The server offers no login that is known here${reply}.`);
  }
  // 4yz: it could not check the login now, which says nothing about the password.
  if (status >= 400 && status < 500) {
    return new PatchbayError(
      'connect-unreachable',
      `The server cannot check logins at the moment${reply}. Try again later.`,
    );
  }
  return new PatchbayError(
    'connect-auth-failed',
    `The server refused user name and password${reply}. Some need an application password.`,
  );
}

function refusal({ status, enhanced, reply }: Failure): PatchbayError {
  if (status === 530 || status === 535)
    return new PatchbayError('connect-auth-failed', `The server takes mail only after a login${reply}.`);
  const subject = enhanced.split('.')[1] ?? '';
  const why = Object.hasOwn(subjects, subject) ? `: it objects to ${subjects[subject]}` : '';
  const again = status >= 400 && status < 500 ? '. It may take it later' : '';
  return new PatchbayError('send-refused', `The mail server refused the mail${why}${reply}${again}.`);
}

/** The second number of an enhanced status code. */
const subjects: Readonly<Record<string, string>> = {
  1: 'an address',
  2: 'a mailbox, which may be full or closed',
  3: 'the size, or it is out of order',
  4: 'the route',
  6: 'the content',
  7: 'the sender or its rights',
};
