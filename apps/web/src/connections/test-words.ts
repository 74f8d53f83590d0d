import type { TestAnswer, TestOutcome } from '@patchbay/contracts';

/** What happened, and what to do about it. */
const words: Record<TestOutcome, { what: string; advice: string }> = {
  ok: { what: 'Passed', advice: '' },
  authFailed: { what: 'The login was refused', advice: 'Check user name and secrets.' },
  unreachable: {
    what: 'The server cannot be reached',
    advice: 'Check host and port, and that a firewall lets Patchbay through.',
  },
  timeout: { what: 'The server did not answer in time', advice: 'Check host and port, or try again later.' },
  tls: {
    what: 'No trusted TLS connection could be made',
    advice: 'Check the certificates in the TLS section.',
  },
  refusedByPolicy: {
    what: 'The network policy does not allow this address',
    advice: 'Choose another address, or ask an administrator to allow it.',
  },
  protocol: {
    what: 'The server gave an answer that was not understood',
    advice: 'Check that host and port belong to this kind of system.',
  },
  unsupported: { what: 'The server does not support this', advice: 'Check the version of the server.' },
};

export function outcomeWords({ outcome }: Pick<TestAnswer, 'outcome'>): string {
  return words[outcome].what;
}

/** The reason in the server's words when it gave one, then what to do. */
export function failureSentence({ outcome, message }: TestAnswer): string {
  const { what, advice } = words[outcome];
  const reason = message === undefined || message === '' ? what : message;
  const ended = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  // The server's words often say what to do already.
  return /\bcheck\b/i.test(reason) ? ended : `${ended} ${advice}`;
}
