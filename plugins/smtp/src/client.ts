import type { Socket } from 'node:net';
import type { Credentials, EgressClient, OpenContext } from '@patchbay/plugin-sdk';
import type { Transporter } from 'nodemailer';
import type { GetSocketCallback } from 'nodemailer/lib/mailer';
import type { SMTPPoolOptions, SMTPPoolSentMessageInfo } from 'nodemailer/lib/smtp-pool';
import { mailboxesOf, oneMailbox, type Mailbox, type ParseAddresses } from './addresses.js';
import type { fields } from './fields.js';
import { type Session, sessionOf } from './session.js';

export interface MailClient {
  session: Session;
  from: Mailbox;
  notifyTo: readonly Mailbox[];
  timeoutMs: number;
  parse: ParseAddresses;
  /** Keeps sessions open between mails. */
  pool: Transporter<SMTPPoolSentMessageInfo>;
  /** For one session of its own, which ends with the signal at the latest. */
  single(signal: AbortSignal): Transporter<SMTPPoolSentMessageInfo>;
}

/** Opens no socket. */
export async function openMail(
  credentials: Credentials<typeof fields>,
  { egress, pool }: OpenContext,
): Promise<MailClient> {
  const [{ createTransport }, { default: parse }] = await Promise.all([
    import('nodemailer'),
    import('nodemailer/lib/addressparser'),
  ]);
  const session = sessionOf(credentials);
  const from = oneMailbox(parse, credentials.fromAddress, 'From address');
  const notifyTo = mailboxesOf(parse, [credentials.notifyTo ?? ''], 'Send notifications to');
  const timeoutMs = credentials.timeout * 1_000;
  // Without `forceAuth` a server that offers no login would be used without one, and the test would say that all is well.
  const options = {
    ...session,
    ...limits,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    forceAuth: session.auth !== undefined,
  };
  const pooled: SMTPPoolOptions & { pool: true } = {
    ...options,
    pool: true,
    maxConnections: Math.max(1, pool.poolSize + pool.maxOverflow),
    idleTimeout: pool.poolSize === 0 ? 1 : Math.min(pool.poolRecycle * 1_000, longestIdleMs),
    maxRequeues: 2,
    getSocket: (_options, give) => connect(egress, session, give),
  };
  return {
    session,
    from,
    notifyTo: notifyTo.length > 0 ? notifyTo : [from],
    timeoutMs,
    parse,
    pool: createTransport(pooled),
    single: (signal) =>
      createTransport({ ...options, getSocket: (_options, give) => connect(egress, session, give, signal) }),
  };
}

export function closeMail({ pool }: MailClient): void {
  pool.close();
}

const limits = {
  // Bytes of one reply. Real ones have some hundred; without a limit a server could fill the memory.
  maxResponseSize: 65_536,
  socketTimeout: 300_000,
  socketCloseTimeout: 1_000,
};
/** Servers may end an idle session after five minutes. */
const longestIdleMs = 240_000;

/** Nodemailer would open sockets of its own, past the address policy; it gets connected ones instead. */
function connect(
  egress: EgressClient,
  { host, port, secure, tls }: Session,
  give: GetSocketCallback,
  signal?: AbortSignal,
): void {
  const target = { host, port, ...(secure && tls ? { tls } : {}), ...(signal ? { signal } : {}) };
  egress.connect(target).then(
    (stream) => {
      signal?.addEventListener('abort', () => stream.destroy(), { once: true });
      // The SDK promises no more than a stream; what an egress connects is a socket.
      give(null, { connection: stream as Socket, secured: secure });
    },
    (error: unknown) => give(error as Error),
  );
}
