import { defineConnector } from '@patchbay/plugin-sdk';
import { closeMail, openMail } from './client.js';
import { fields } from './fields.js';
import { icon } from './icon.js';
import { imports } from './imports.js';
import { notifierOf } from './notify.js';
import { sendMail } from './send.js';
import { portOf } from './session.js';
import { verify } from './verify.js';

export const smtp = defineConnector({
  type: 'smtp',
  displayName: 'SMTP',
  description: 'Send mail and notifications through a mail server',
  icon,
  category: 'messaging',
  aliases: ['smtp_email'],
  auth: 'credentials',
  fields,
  imports,
  destinations: (credentials) => [{ host: credentials.host, port: portOf(credentials) }],
  open: openMail,
  close: closeMail,
  async test(client, { signal }) {
    await verify(client, signal);
    return { ok: true, message: client.session.describes };
  },
  capabilities: {
    mail: (client) => ({ send: (mail, { signal }) => sendMail(client, mail, signal) }),
    notifier: notifierOf,
  },
});
