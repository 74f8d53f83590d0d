import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { buffer, text } from 'node:stream/consumers';
import {
  defineConnector,
  field,
  isByteSource,
  type JsonObject,
  type JsonValue,
  type MailAttachment,
} from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { notify } from './notify.js';
import { sendEmail } from './send-email.js';
import { sendWebhook } from './send-webhook.js';

let sent: unknown[] = [];
let status = 200;

/** Real mail servers and webhooks get theirs in test/src/e2e; here it is what the nodes make of their parameters. */
const recorder = defineConnector({
  type: 'recorder',
  displayName: 'Recorder',
  description: 'Notes what it is to send',
  category: 'messaging',
  fields: { name: field.text({ displayName: 'Name', default: 'x' }) },
  open: () => ({}),
  test: () => Promise.resolve(),
  capabilities: {
    mail: () => ({
      async send(mail) {
        // As a connector does: an attachment is read when its mail is sent.
        const attachments = await Promise.all((mail.attachments ?? []).map(read));
        sent.push(attachments.length > 0 ? { ...mail, attachments } : mail);
        return { messageId: `<${sent.length}@x>`, accepted: [...mail.to], rejected: [] };
      },
    }),
    webhook: () => ({
      async send(body) {
        sent.push(isByteSource(body) ? [body.mimeType, await text(body.read())] : body);
        return {
          status,
          headers: { 'x-a': 'b' },
          body: { got: isByteSource(body) ? null : (body as JsonValue) },
        };
      },
    }),
    notifier: () => ({
      notify(message) {
        sent.push(message);
        return Promise.resolve();
      },
      healthCheck: () => Promise.resolve(),
    }),
  },
});
const connection = { connector: recorder, config: {} };

async function read({ content, ...rest }: MailAttachment) {
  return { ...rest, content: isByteSource(content) ? await buffer(content.read()) : content };
}

beforeEach(() => {
  sent = [];
  status = 200;
});

describe('Send Email', () => {
  const run = (parameters: Record<string, unknown>, items: JsonObject[] = [{}]) =>
    runNode(sendEmail, { parameters, items, connections: { mail: connection } });

  it('sends one mail for each item', async () => {
    const given = { to: '={{ $json.to }}', subject: '=Hi {{ $json.to }}', text: 'x' };
    const { outputs, items } = await run(given, [{ to: 'a@x' }, { to: ['b@x', 'c@x'] }]);
    assert.deepEqual(sent, [
      { to: ['a@x'], cc: [], bcc: [], subject: 'Hi a@x', text: 'x' },
      { to: ['b@x', 'c@x'], cc: [], bcc: [], subject: 'Hi ["b@x","c@x"]', text: 'x' },
    ]);
    assert.deepEqual(outputs.main?.[1], { messageId: '<2@x>', accepted: ['b@x', 'c@x'], rejected: [] });
    assert.deepEqual(items.main?.[1]?.pairedItem, { item: 1 });
  });

  it('passes on copies, HTML, another sender and where answers go', async () => {
    const replyTo = 'desk@x, Ann <ann@x>';
    await run({ cc: 'a@x, b@x', bcc: 'c@x', subject: 's', html: '<p>', from: 'me@x', replyTo });
    assert.deepEqual(sent, [
      { to: [], cc: ['a@x, b@x'], bcc: ['c@x'], subject: 's', html: '<p>', from: 'me@x', replyTo: [replyTo] },
    ]);
  });

  it('sends nothing at all when one of the items makes no mail', async () => {
    const given = { to: '={{ $json.to }}', subject: 's', text: '={{ $json.text }}' };
    const good = { to: 'a@x', text: 'x' };
    for (const bad of [
      { text: 'x' },
      { to: 'a@x' },
      { to: [1], text: 'x' },
      { to: '[x', text: 'x' },
      { to: '', text: 'x' },
    ]) {
      const { error } = await run(given, [good, bad]);
      assert.deepEqual([error?.code, sent.length], ['parameter-invalid', 0], JSON.stringify(bad));
    }
  });
});

describe('Attachments', () => {
  const connections = { mail: { connector: recorder, config: {} } };
  const parameters = { to: 'a@x.test', subject: 's', text: 't', attachments: 'report, logo' };
  const files = [
    {
      report: { content: 'a,b', mimeType: 'text/csv', fileName: 'r.csv' },
      logo: { content: Buffer.from([1, 2]), mimeType: 'image/png' },
    },
  ];
  beforeEach(() => (sent = []));

  it('are files of the item', async () => {
    const { error } = await runNode(sendEmail, { parameters, connections, files });
    assert.equal(error, undefined);
    const [mail] = sent as { attachments: { fileName: string; mimeType: string; content: Buffer }[] }[];
    assert.deepEqual(
      mail?.attachments.map(({ fileName, mimeType, content }) => [fileName, mimeType, [...content]]),
      [
        ['r.csv', 'text/csv', [...Buffer.from('a,b')]],
        ['attachment', 'image/png', [1, 2]],
      ],
    );
  });

  it('have an id where the HTML shows them', async () => {
    const shown = { ...parameters, html: '<img src="cid:logo">' };
    await runNode(sendEmail, { parameters: shown, connections, files });
    const [mail] = sent as { attachments: { contentId?: string }[] }[];
    assert.deepEqual(
      mail?.attachments.map(({ contentId }) => contentId),
      [undefined, 'logo'],
    );
  });

  it('are refused beyond 25 MB together, before any of them is read', async () => {
    const large = { content: Buffer.alloc(13_200_000), mimeType: 'a/b' };
    const { error } = await runNode(sendEmail, {
      parameters,
      connections,
      files: [{ report: large, logo: large }],
    });
    assert.match(error?.detail ?? '', /larger than 25 MB/u);
    assert.equal(sent.length, 0);
  });

  it('must be there before the first mail leaves', async () => {
    const { error } = await runNode(sendEmail, { parameters, connections, files, items: [{}, {}] });
    assert.match(error?.detail ?? '', /the file "report", which an item does not have \(it has: none\)/u);
    assert.equal(sent.length, 0);
  });
});

describe('Send Webhook', () => {
  const run = (parameters: Record<string, unknown>, items: JsonObject[] = [{ id: 1 }]) =>
    runNode(sendWebhook, { parameters, items, connections: { webhook: connection } });

  it('sends the item, or the body that is given', async () => {
    const { outputs } = await run({}, [{ id: 1 }, { id: 2 }]);
    await run({ body: { text: '={{ $json.id }}' } });
    await run({ body: '=id {{ $json.id }}' });
    await run({ body: '={{ false }}' });
    assert.deepEqual(sent, [{ id: 1 }, { id: 2 }, { text: 1 }, 'id 1', false]);
    assert.deepEqual(outputs.main?.[0], { status: 200, body: { got: { id: 1 } } });
  });

  it('sends a file of the item', async () => {
    const files = [{ csv: { content: 'a,b', mimeType: 'text/csv' } }];
    const parameters = { bodyBinaryField: 'csv' };
    await runNode(sendWebhook, { parameters, files, connections: { webhook: connection } });
    assert.deepEqual(sent, [['text/csv', 'a,b']]);
    assert.equal((await run(parameters)).error?.code, 'parameter-invalid');
  });

  it('fails on what is no success, unless told otherwise', async () => {
    for (status of [302, 404, 500])
      assert.match((await run({})).error?.detail ?? '', new RegExp(`answered ${status}`, 'u'));
    const { outputs } = await run({ options: { failOnStatus: false } });
    assert.equal(outputs.main?.[0]?.status, 500);
  });
});

describe('Notify', () => {
  const run = (parameters: Record<string, unknown>, items: JsonObject[] = [{ n: 1 }]) =>
    runNode(notify, { parameters, items, connections: { notifier: connection } });

  it('tells each item in the name of the pattern and passes the items on', async () => {
    const given = { subject: '=Order {{ $json.n }}', bodyText: 'b', severity: '={{ $json.s }}' };
    const items = [{ n: 1 }, { n: 2, s: 'critical' }];
    assert.deepEqual((await run(given, items)).outputs.main, items);
    assert.deepEqual(sent, [
      { subject: 'Order 1', bodyText: 'b', severity: 'info', source: 'Pattern' },
      { subject: 'Order 2', bodyText: 'b', severity: 'critical', source: 'Pattern' },
    ]);
  });

  it('takes a source, and only known severities', async () => {
    await run({ subject: 's', source: 'Shop' });
    assert.deepEqual(sent, [{ subject: 's', bodyText: '', severity: 'info', source: 'Shop' }]);
    assert.equal((await run({ subject: 's', severity: '={{ "deadly" }}' })).error?.code, 'parameter-invalid');
    assert.equal((await run({})).error?.code, 'parameter-invalid');
  });
});
