import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type RunningHost, startHost } from '../support/host-process.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { outputOf, runStep, type StepToRun } from '../support/run-step.js';

/** Send Email, Send Webhook and Notify through the real host, to a real mail server and a real HTTP server. */
describe('mails, webhooks and notifications', () => {
  const requests: { url: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const hooks = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      requests.push({ url, headers, body: Buffer.concat(chunks).toString('utf8') });
      if (url.startsWith('/moved')) response.writeHead(302, { location: '/stolen' }).end();
      else if (url.startsWith('/broken')) response.writeHead(500).end('no');
      else response.writeHead(202, { 'content-type': 'application/json' }).end('{"taken":true}');
    });
  });
  const ids = new Map<string, string>();
  let host: RunningHost;
  let mail: MailServer;

  before(async () => {
    mail = await startMailServer();
    await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', resolve));
    host = await startHost();
    const url = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}`;
    await save('mail', 'smtp', {
      host: '127.0.0.1',
      port: mail.port,
      encryption: 'none',
      username: 'relay',
      password: 'mail-password-4711',
      fromAddress: 'Patchbay <patchbay@example.test>',
      notifyTo: 'ops@example.test',
    });
    await save('signed', 'webhook', {
      url: `${url}/signed`,
      authType: 'hmac',
      authSecret: 'signing-secret-4711',
    });
    await save('moved', 'webhook', {
      url: `${url}/moved`,
      authType: 'bearer',
      authSecret: 'bearer-secret-4711',
    });
    await save('broken', 'webhook', { url: `${url}/broken`, authType: 'none' });
  });
  beforeEach(() => {
    requests.length = 0;
    mail.mails.length = 0;
  });
  after(async () => {
    await host.stop();
    host.remove();
    await mail.close();
    hooks.close();
    hooks.closeAllConnections();
  });

  async function save(name: string, type: string, config: Record<string, unknown>): Promise<void> {
    ids.set(name, (await host.api.call('connectionCreate', { body: { name, type, config } })).id);
  }
  const step =
    (node: string, slot: string, name: string) =>
    (parameters: StepToRun['parameters'], items = [{}]) =>
      runStep(host, {
        type: `core.${node}`,
        parameters: parameters ?? {},
        connections: { [slot]: ids.get(name) ?? '' },
        items,
      });

  describe('Send Email', () => {
    const send = (parameters: StepToRun['parameters'], items?: Record<string, unknown>[]) =>
      step('sendEmail', 'mail', 'mail')(parameters, items);

    it('sends a mail for each item, and shows no hidden recipient', async () => {
      const given = {
        to: '={{ $json.to }}',
        cc: 'Cee <cc@example.test>',
        bcc: 'hidden@example.test',
        subject: '=For {{ $json.name }}',
        text: '=Hi {{ $json.name }}',
        html: '=<p>{{ $json.name }}</p>',
      };
      const sent = outputOf(
        await send(given, [
          { to: 'a@example.test', name: 'Ann' },
          { to: ['b@example.test', 'c@example.test'], name: 'Bob' },
        ]),
      );
      assert.deepEqual(
        mail.mails.map(({ to }) => to),
        [
          ['a@example.test', 'cc@example.test', 'hidden@example.test'],
          ['b@example.test', 'c@example.test', 'cc@example.test', 'hidden@example.test'],
        ],
      );
      assert.match(mail.mails[0]?.raw ?? '', /^Subject: For Ann\r$/mu);
      assert.match(mail.mails[0]?.raw ?? '', /<p>Ann<\/p>/u);
      assert.ok(!mail.mails.some(({ raw }) => raw.includes('hidden@')));
      assert.ok(mail.mails[1]?.raw.includes(String(sent[1]?.messageId)), 'the id is that of the mail');
      assert.deepEqual([sent[0]?.accepted, sent[0]?.rejected], [mail.mails[0]?.to, []]);
    });

    it('sends in the name that it is told', async () => {
      outputOf(
        await send({ to: 'a@example.test', from: 'Shop <shop@example.test>', subject: 's', text: 't' }),
      );
      assert.equal(mail.mails[0]?.from, 'shop@example.test');
    });

    it('lets no item add recipients or headers, and then sends nothing', async () => {
      const given = {
        to: '={{ $json.to }}',
        from: '={{ $json.from }}',
        subject: '={{ $json.subject }}',
        text: 't',
      };
      const good = { to: 'a@example.test', subject: 's' };
      for (const bad of [
        { subject: 's\r\nBcc: evil@example.test' },
        { subject: 's\nX-Evil: 1' },
        { to: 'a@example.test\r\nBcc: evil@example.test' },
        { to: ['a@example.test>\r\nRCPT TO:<evil@example.test'] },
        { to: [{ address: 'evil@example.test' }] },
        { from: 'a@example.test, evil@example.test' },
        { from: 'x\r\nBcc: evil@example.test' },
      ]) {
        const { status, error } = await send(given, [{ ...good, ...bad }]);
        assert.deepEqual([status, error?.code], ['failed', 'parameter-invalid'], JSON.stringify(bad));
      }
      assert.deepEqual(mail.mails, []);
    });
  });

  describe('Send Webhook', () => {
    const send = (name: string, parameters: StepToRun['parameters'], items?: Record<string, unknown>[]) =>
      step('sendWebhook', 'webhook', name)(parameters, items);

    it('sends the item or a body, signed', async () => {
      const answers = outputOf(await send('signed', {}, [{ id: 1 }]));
      outputOf(await send('signed', { body: { text: '={{ $json.id }}' } }, [{ id: 2 }]));
      assert.deepEqual(
        requests.map(({ body }) => body),
        ['{"id":1}', '{"text":2}'],
      );
      for (const { headers, body } of requests) {
        const signed = `${String(headers['x-patchbay-timestamp'])}.${body}`;
        const expected = createHmac('sha256', 'signing-secret-4711').update(signed).digest('hex');
        assert.equal(headers['x-patchbay-signature'], `v1=${expected}`);
      }
      assert.deepEqual(answers, [{ status: 202, body: { taken: true } }]);
    });

    it('carries its authorisation nowhere else, and calls what is no success a failure', async () => {
      for (const name of ['moved', 'broken']) {
        const { status, error } = await send(name, {});
        assert.deepEqual([status, error?.code], ['failed', 'step-failed']);
      }
      assert.deepEqual(
        requests.map(({ url }) => url),
        ['/moved', '/broken'],
      );
      const [answer] = outputOf(await send('broken', { options: { failOnStatus: false } }));
      assert.deepEqual(answer, { status: 500, body: 'no' });
    });
  });

  describe('Notify', () => {
    const given = { subject: 'Stock', bodyText: '={{ $json.left }} left', severity: 'critical' };

    it('tells by mail, in the name of the pattern, and passes the items on', async () => {
      const items = [{ left: 3 }];
      assert.deepEqual(outputOf(await step('notify', 'notifier', 'mail')(given, items)), items);
      assert.deepEqual(mail.mails[0]?.to, ['ops@example.test']);
      assert.match(mail.mails[0]?.raw ?? '', /^Subject: \[CRITICAL\] Stock\r$/mu);
      assert.match(mail.mails[0]?.raw ?? '', /3 left[^]*One step/u);
    });

    it('tells by webhook with the same parameters', async () => {
      outputOf(await step('notify', 'notifier', 'signed')({ ...given, source: 'Shop' }, [{ left: 3 }]));
      const { sentAt, ...message } = JSON.parse(requests[0]?.body ?? '') as Record<string, unknown>;
      assert.deepEqual(message, {
        subject: 'Stock',
        bodyText: '3 left',
        severity: 'critical',
        source: 'Shop',
      });
      assert.ok(Math.abs(Date.now() - Date.parse(String(sentAt))) < 60_000);
    });

    it('fails when nobody was told', async () => {
      const { status } = await step('notify', 'notifier', 'broken')(given, [{ left: 3 }]);
      assert.equal(status, 'failed');
    });
  });

  it('keeps its passwords out of every answer', () => {
    assert.ok(mail.passwords.has('mail-password-4711'), 'it was used');
    assert.deepEqual(
      host.answers.filter((answer) => /(?:password|secret)-4711/u.test(answer)),
      [],
    );
  });
});
