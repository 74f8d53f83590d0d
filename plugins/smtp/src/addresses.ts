import { PatchbayError } from '@patchbay/plugin-sdk';
import type { MailboxAddress } from 'nodemailer/lib/addressparser';

export interface Mailbox {
  name: string;
  address: string;
}

/** Nodemailer's parser; it is imported when a connection is opened. */
export type ParseAddresses = (text: string, options: { flatten: true }) => MailboxAddress[];

/** The mailboxes of address lists such as `Ann <ann@example.com>, bob@example.com`. `field` is for the message. */
export function mailboxesOf(parse: ParseAddresses, lists: readonly string[], field: string): Mailbox[] {
  return lists.flatMap((list) => {
    // A line break would end the header or the SMTP command and begin one of the attacker's.
    if (/\p{Cc}/u.test(list)) throw notAnAddress(field);
    return parse(list, { flatten: true }).map(({ name, address }) => {
      // Conservative on purpose: quoted local parts are read differently by different servers.
      if (!/^[^\s<>()[\]\\,;:"@]+@[^\s<>()\\,;:"@]+$/u.test(address)) throw notAnAddress(field);
      return { name, address };
    });
  });
}

export function oneMailbox(parse: ParseAddresses, text: string, field: string): Mailbox {
  const [mailbox, ...others] = mailboxesOf(parse, [text], field);
  if (!mailbox || others.length > 0) throw notAnAddress(field);
  return mailbox;
}

function notAnAddress(field: string): PatchbayError {
  return new PatchbayError(
    'parameter-invalid',
    `"${field}" must hold mail addresses such as ann@example.com or Ann <ann@example.com>.`,
  );
}
