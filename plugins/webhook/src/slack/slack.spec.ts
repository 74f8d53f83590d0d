import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Severity } from '@patchbay/plugin-sdk';
import { canary, never, open, problem } from '../spec/connection.js';
import { receiver } from '../spec/server.js';
import { slackWebhook } from './connector.js';
import { escaped, slackMessage } from './message.js';

const alert = { subject: 'Disk full', bodyText: 'On db-1', severity: 'error', source: 'Export' } as const;
const path = `/services/T0/B0/${canary}`;

interface Block {
  type: string;
  text?: { type: string; text: string };
  elements?: { text: string }[];
}

function attachment(change: Partial<Parameters<typeof slackMessage>[0]>): { color: string; blocks: Block[] } {
  const message = slackMessage({ ...alert, ...change }) as unknown as {
    attachments: [{ color: string; blocks: Block[] }];
  };
  return message.attachments[0];
}

describe('a Slack message', () => {
  it('has the subject as header, the text, and severity and source below', () => {
    const { blocks } = attachment({});
    assert.deepEqual(
      blocks.map(({ type, text, elements }) => [type, (text ?? elements?.[0])?.text]),
      [
        ['header', 'Disk full'],
        ['section', 'On db-1'],
        ['context', '*Error* · Export'],
      ],
    );
  });

  it('has a colour for each severity', () => {
    const severities: Severity[] = ['info', 'success', 'warning', 'error', 'critical'];
    const colors = severities.map((severity) => attachment({ severity }).color);
    assert.equal(new Set(colors).size, 5);
    for (const color of colors) assert.match(color, /^#[0-9a-f]{6}$/u);
  });

  it('calls nobody and disguises no link, whatever the data says', () => {
    const evil = '<!channel> <https://evil.test|bank> & <@U1>';
    const { blocks } = attachment({ subject: evil, bodyText: evil, source: evil });
    for (const { text, elements } of blocks)
      assert.doesNotMatch((text ?? elements?.[0])?.text ?? '', /[<>]|&(?!amp;|lt;|gt;)/u);
  });

  it('keeps within the limits of Slack and cuts no character or entity in two', () => {
    const { blocks } = attachment({ subject: '&'.repeat(500), bodyText: '😀<'.repeat(5_000) });
    const [header = '', section = ''] = blocks.map(({ text }) => text?.text);
    assert.ok(header.length <= 150 && section.length <= 3_000);
    assert.match(header, /^(&amp;)+…$/u);
    assert.match(section, /^(😀&lt;)+😀?…$/u);
    assert.equal(escaped('a'.repeat(150), 150), 'a'.repeat(150));
  });

  it('has no empty text, for which Slack would refuse all of it', () => {
    const { blocks } = attachment({ subject: ' ', bodyText: '\n' });
    assert.deepEqual(
      blocks.map(({ type }) => type),
      ['header', 'context'],
    );
    assert.equal(blocks[0]?.text?.text, 'Notification');
  });
});

describe('a Slack webhook', () => {
  it('gets the message as JSON', async () => {
    const { url, received } = await receiver((response) => void response.end('ok'));
    const { notifier } = await open(slackWebhook, { webhookUrl: url + path });
    await notifier.notify(alert, { signal: never });
    assert.deepEqual([received[0]?.method, received[0]?.path], ['POST', path]);
    assert.equal(received[0]?.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(received[0]?.body ?? ''), slackMessage(alert));
  });

  it('is tested by an empty message, which a known address refuses for its content', async () => {
    const cases = [
      [400, 'no_text', true],
      [400, 'invalid_payload', true],
      [400, 'user_not_found', 'protocol'],
      [403, 'invalid_token', 'authFailed'],
      [404, 'no_service', 'authFailed'],
      [410, 'channel_is_archived', 'authFailed'],
      [429, 'rate_limited', 'protocol'],
      [302, '', 'protocol'],
      [200, 'ok', 'protocol'],
    ] as const;
    for (const [status, body, expected] of cases) {
      const { url, received } = await receiver((response) => void response.writeHead(status).end(body));
      const { test, notifier } = await open(slackWebhook, { webhookUrl: url + path });
      const result = await test();
      assert.equal(result && !result.ok ? result.outcome : true, expected, `${status} ${body}`);
      assert.equal(received[0]?.body, '{}');
      if (expected === true) await notifier.healthCheck({ signal: never });
      else await assert.rejects(notifier.healthCheck({ signal: never }));
    }
  });

  it('repeats nothing of an answer that holds its address', async () => {
    const { url } = await receiver((response, request) =>
      response.writeHead(404).end(`no_service ${request.path}`),
    );
    const { notifier, test } = await open(slackWebhook, { webhookUrl: url + path });
    await assert.rejects(notifier.notify(alert, { signal: never }), problem('connect-auth-failed'));
    assert.doesNotMatch((await test())?.message ?? '', new RegExp(canary, 'u'));
  });

  it('is not passed on by a redirect', async () => {
    const thief = await receiver();
    const { url } = await receiver((response) => void response.writeHead(307, { location: thief.url }).end());
    const { notifier } = await open(slackWebhook, { webhookUrl: url + path });
    await assert.rejects(notifier.notify(alert, { signal: never }), problem('send-refused'));
    assert.deepEqual(thief.received, []);
  });

  it('must not cross the network unencrypted, for its address is the credential', async () => {
    const webhookUrl = `http://hooks.slack.test${path}`;
    await assert.rejects(open(slackWebhook, { webhookUrl }), problem('connect-tls'));
  });

  it('reaches the host of its address only, else that of Slack', async () => {
    const bound = (webhookUrl: string) =>
      slackWebhook.destinations?.({ webhookUrl: { reveal: () => webhookUrl } } as never);
    assert.deepEqual(bound('https://chat.example.test:8443/hooks/x'), [
      { host: 'chat.example.test', port: 8443 },
    ]);
    assert.deepEqual(bound('nonsense'), [{ host: 'hooks.slack.com', port: 443 }]);
    await assert.rejects(
      open(slackWebhook, { webhookUrl: `nonsense ${canary}` }),
      problem('parameter-invalid'),
    );
  });
});
