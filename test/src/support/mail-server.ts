import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  port: number;
  /** As they came, header lines included. */
  mails: { from: string; to: string[]; raw: string }[];
  /** Passwords with which somebody logged in. */
  passwords: Set<string>;
  close(): Promise<void>;
}

/** A real SMTP server without encryption; it takes every login but that of "refused", to whom it says the password back. */
export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer['mails'] = [];
  const passwords = new Set<string>();
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    closeTimeout: 100,
    onAuth({ password, username }, _session, done) {
      passwords.add(String(password));
      if (username === 'refused') done(new Error(`no login with ${String(password)}`));
      else done(null, { user: username });
    },
    onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
  });
  // A client that hangs up is no failure of a test.
  server.on('error', () => undefined);
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return {
    port: (listener.address() as AddressInfo).port,
    mails,
    passwords,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
