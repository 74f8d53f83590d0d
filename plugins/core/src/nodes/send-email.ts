import {
  defineNode,
  field,
  type FileStore,
  type Item,
  mainPin,
  type MailAttachment,
  type MailCapability,
} from '@patchbay/plugin-sdk';
import { fileOf } from '../files/reference.js';
import { fileSource } from '../files/source.js';
import { icons } from '../icons.js';
import { nameList, wrong } from '../values/lists.js';
import { addressList } from '../values/addresses.js';

export const sendEmail = defineNode({
  type: 'sendEmail',
  version: 1,
  displayName: 'Send Email',
  description: 'Sends one mail for each item',
  icon: icons.sendEmail,
  group: 'action',
  subtitle: '{{to}}',
  connections: {
    mail: { displayName: 'Mail server', accepts: { capability: 'mail' }, required: true },
  },
  parameters: {
    to: field.text({
      displayName: 'To',
      description: 'Addresses with commas between them, or a list',
      placeholder: 'Ann <ann@example.com>, bob@example.com',
    }),
    cc: field.text({ displayName: 'Cc' }),
    bcc: field.text({ displayName: 'Bcc' }),
    subject: field.text({ displayName: 'Subject', required: true }),
    text: field.multiline({ displayName: 'Text' }),
    html: field.multiline({ displayName: 'HTML', language: 'html' }),
    attachments: field.text({
      displayName: 'Attachments',
      description:
        'Names of files of the item, with commas between them; HTML shows one by its name: <img src="cid:logo">',
    }),
    replyTo: field.text({
      displayName: 'Reply to',
      description: 'Who gets the answers instead of the sender',
    }),
    from: field.text({ displayName: 'From', description: 'When empty, the from address of the connection' }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  async execute({ items, allParameters, connections, files, signal }) {
    // Everything is read before the first mail leaves: a mistake in the last item must not come after 99 mails.
    const mails = allParameters().map(mailOf);
    const sent: Item[] = [];
    const attached = allParameters().map((given, item) => attachmentsOf(given, items[item], files));
    for (const [item, mail] of mails.entries()) {
      const attachments = attached[item] ?? [];
      const { messageId, accepted, rejected } = await connections.mail.capabilities.mail.send(
        attachments.length > 0 ? { ...mail, attachments } : mail,
        { signal },
      );
      sent.push({ json: { messageId, accepted, rejected }, pairedItem: { item } });
    }
    return sent;
  },
});

const mostAttachedBytes = 25 * 1024 * 1024;

/** Read while the mail is sent. */
function attachmentsOf(
  { attachments = '', html = '' }: Given & { attachments?: string | undefined },
  item: Item | undefined,
  files: FileStore,
): MailAttachment[] {
  const found = nameList(attachments, 'attachments').map((name) => ({
    name,
    file: fileOf(item, name, 'attachments'),
  }));
  const bytes = found.reduce((sum, { file }) => sum + file.size, 0);
  if (bytes > mostAttachedBytes) throw wrong('attachments', 'are larger than 25 MB together');
  return found.map(({ name, file }) => ({
    fileName: file.fileName ?? 'attachment',
    mimeType: file.mimeType,
    content: fileSource(files, file),
    // Programs for mail do not list what the text shows, so others have no such id.
    ...(html.includes(`cid:${name}`) ? { contentId: name } : {}),
  }));
}

type Mail = Parameters<MailCapability['send']>[0];
type Given = { subject: string } & Partial<
  Record<'to' | 'cc' | 'bcc' | 'replyTo' | 'text' | 'html' | 'from', string | undefined>
>;

function mailOf({ to, cc, bcc, replyTo, subject, text, html, from }: Given): Mail {
  if (!text && !html) throw wrong('text', 'or "html" must be given');
  const mail = {
    to: addressList(to, 'to'),
    cc: addressList(cc, 'cc'),
    bcc: addressList(bcc, 'bcc'),
    subject,
    ...(text ? { text } : {}),
    ...(html ? { html } : {}),
    ...(from ? { from } : {}),
    ...(replyTo ? { replyTo: addressList(replyTo, 'replyTo') } : {}),
  };
  if (mail.to.length + mail.cc.length + mail.bcc.length === 0) throw wrong('to', 'names nobody');
  return mail;
}
