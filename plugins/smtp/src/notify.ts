import type { NotifierCapability } from '@patchbay/plugin-sdk';
import type { MailClient } from './client.js';
import { sendMail } from './send.js';
import { verify } from './verify.js';

/** Notifications as mails to the addresses of the connection. */
export function notifierOf(client: MailClient): NotifierCapability {
  return {
    async notify({ subject, bodyText, severity, source }, { signal }) {
      const to = client.notifyTo.map(({ address }) => address);
      const text = `${bodyText}\n\n-- \nSeverity: ${severity}\nSource: ${source}\n`;
      await sendMail(client, { to, subject: `[${severity.toUpperCase()}] ${subject}`, text }, signal);
    },
    healthCheck: ({ signal }) => verify(client, signal),
  };
}
