import { type MailAttachment, type MailCapability, PatchbayError } from '@patchbay/plugin-sdk';
import { mailboxesOf, oneMailbox } from './addresses.js';
import { type Attached, attachmentsOf, sizeOf } from './attachments.js';
import type { MailClient } from './client.js';
import { deadline } from './deadline.js';
import { problemOf } from './problems.js';

type Mail = Parameters<MailCapability['send']>[0];
type Sent = Awaited<ReturnType<MailCapability['send']>>;

/** Rejects with `parameter-invalid` before anything is sent, `send-refused` when the server takes no recipient, or `connect-*`. */
export async function sendMail(client: MailClient, mail: Mail, signal: AbortSignal): Promise<Sent> {
  const message = messageOf(client, mail);
  const attached = attachmentsOf(mail.attachments ?? []);
  const limit = deadline(signal, client.timeoutMs);
  try {
    const { messageId, accepted, rejected } = await transportFor(client, attached, limit.signal).sendMail({
      ...message,
      attachments: attached.parts,
      signal: limit.signal,
    });
    return { messageId, accepted: accepted.map(addressOf), rejected: rejected.map(addressOf) };
  } catch (error) {
    throw limit.signal.aborted ? limit.reason() : (attached.failure() ?? problemOf(error));
  } finally {
    limit.finish();
    attached.close();
  }
}

/**
 * What is read while it is sent cannot be read again, and the pool repeats a message when a session that it kept turns
 * out to be over: the attachment would arrive without its beginning.
 */
function transportFor(client: MailClient, { isRead }: Attached, signal: AbortSignal) {
  return isRead ? client.single(signal) : client.pool;
}

/** Only what is named here reaches nodemailer, whose messages could also read files and fetch URLs. */
function messageOf({ parse, from }: MailClient, mail: Mail) {
  const { subject, text, html, attachments = [] } = mail;
  for (const part of [subject, text, html]) {
    // Nodemailer takes `{ path: '/etc/passwd' }` for a text.
    if (part !== undefined && typeof part !== 'string')
      throw new PatchbayError('parameter-invalid', 'Subject, text and HTML of a mail must be texts.');
  }
  // A line break would end the header and begin one of the attacker's, such as a hidden recipient.
  if (/\p{Cc}/u.test(subject))
    throw new PatchbayError(
      'parameter-invalid',
      'The subject must not hold line breaks or control characters.',
    );
  refuseLarge([subject, text ?? '', html ?? ''], attachments);
  return {
    from: mail.from === undefined ? from : oneMailbox(parse, mail.from, 'From'),
    ...addresses(parse, mail),
    subject,
    ...(text === undefined ? {} : { text }),
    ...(html === undefined ? {} : { html }),
  };
}

function addresses(parse: MailClient['parse'], mail: Mail) {
  const to = mailboxesOf(parse, mail.to, 'To');
  const cc = mailboxesOf(parse, mail.cc ?? [], 'Cc');
  const bcc = mailboxesOf(parse, mail.bcc ?? [], 'Bcc');
  const replyTo = mailboxesOf(parse, mail.replyTo ?? [], 'Reply-To');
  if (to.length + cc.length + bcc.length === 0)
    throw new PatchbayError('parameter-invalid', 'The mail has no recipient.');
  return { to, cc, bcc, ...(replyTo.length === 0 ? {} : { replyTo }) };
}

function refuseLarge(texts: readonly string[], attached: readonly MailAttachment[]): void {
  const bytes = texts.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  const all = attached.reduce((sum, attachment) => sum + sizeOf(attachment), bytes);
  if (bytes > largestBytes || all > largestWithFiles)
    throw new PatchbayError(
      'parameter-invalid',
      'The mail is larger than 10 MB, or than 25 MB with its attachments.',
    );
}

const largestWithFiles = 26_214_400;

/** 10 MiB: most servers refuse more than 10 to 25 MB, and the message is held in memory. */
const largestBytes = 10_485_760;

function addressOf(recipient: string | { address: string }): string {
  return typeof recipient === 'string' ? recipient : recipient.address;
}
