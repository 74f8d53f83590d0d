import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { readFile } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, it } from 'node:test';
import { canary, never, open, problem } from '../spec/connection.js';
import { receiver } from '../spec/server.js';
import { webhook } from './connector.js';

const isFromPatchbay = await readmeExample();
const alert = { subject: 'Disk full', bodyText: 'On db-1', severity: 'error', source: 'Export' } as const;

describe('sending to a webhook', () => {
  it('posts JSON and gives back any answer', async () => {
    const { url, received } = await receiver((response) =>
      response.writeHead(422, { 'content-type': 'application/json' }).end('{"why":"later"}'),
    );
    const { capability } = await open(webhook, { url: `${url}/orders?token=${canary}&list=a` });
    const answer = await capability('webhook').send({ id: 7, name: 'Ünï' }, { signal: never });
    const [request] = received;
    assert.deepEqual([request?.method, request?.path], ['POST', `/orders?token=${canary}&list=a`]);
    assert.equal(request?.headers['content-type'], 'application/json');
    assert.equal(request?.body, '{"id":7,"name":"Ünï"}');
    assert.deepEqual([answer.status, answer.body], [422, { why: 'later' }]);
    assert.equal(answer.headers['content-type'], 'application/json');
  });

  it('sends texts and bytes as they are, by PUT where the connection says so', async () => {
    const { url, received } = await receiver();
    const { capability } = await open(webhook, {
      url,
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
    });
    await capability('webhook').send('a,b', { signal: never });
    await capability('webhook').send(Buffer.from('c,d'), { signal: never });
    assert.deepEqual(
      received.map(({ method, headers, body }) => [method, headers['content-type'], body]),
      [
        ['PUT', 'text/csv', 'a,b'],
        ['PUT', 'text/csv', 'c,d'],
      ],
    );
  });

  it('carries a bearer token and the stored headers', async () => {
    const { url, received } = await receiver();
    const headers = { 'X-Team': 'blue', authorization: 'Basic forged' };
    const { capability } = await open(webhook, { url, authType: 'bearer', authSecret: canary, headers });
    await capability('webhook').send({}, { signal: never });
    assert.equal(received[0]?.headers.authorization, `Bearer ${canary}`);
    assert.equal(received[0]?.headers['x-team'], 'blue');
  });

  it('signs what it sends, so that body and time can be checked', async () => {
    const { url, received } = await receiver();
    const headers = { 'X-Patchbay-Signature': 'v1=forged' };
    const { capability } = await open(webhook, { url, authType: 'hmac', authSecret: canary, headers });
    await capability('webhook').send({ amount: 1 }, { signal: never });
    const { headers: sent = {}, body = '' } = received[0] ?? {};
    assert.ok(isFromPatchbay(sent, body, canary));
    assert.ok(!isFromPatchbay(sent, body, 'another secret'));
    assert.ok(!isFromPatchbay(sent, '{"amount":2}', canary));
    const late = String(Number(sent['x-patchbay-timestamp']) - 301);
    assert.ok(!isFromPatchbay({ ...sent, 'x-patchbay-timestamp': late }, body, canary));
  });

  it('sends a file as it is read, signed as a whole', async () => {
    const { url, received } = await receiver();
    const { capability } = await open(webhook, { url, authType: 'hmac', authSecret: canary });
    const pieces = ['part one, ', 'part two'].map((text) => Buffer.from(text));
    const file = { size: 18, mimeType: 'text/plain', read: () => Readable.from(pieces) };
    await capability('webhook').send(file, { signal: never });
    const { headers: sent = {}, body = '' } = received[0] ?? {};
    assert.deepEqual(
      [body, sent['content-type'], sent['content-length']],
      ['part one, part two', 'text/plain', '18'],
    );
    assert.ok(isFromPatchbay(sent, body, canary));
  });

  it('reads no more than 1 MiB of an answer', async () => {
    for (const [bytes, fits] of [
      [1_048_576, true],
      [1_048_577, false],
    ] as const) {
      const { url } = await receiver((response) => {
        response.write('x'.repeat(bytes - 1));
        response.end('x');
      });
      const sending = (await open(webhook, { url })).capability('webhook').send({}, { signal: never });
      if (fits) assert.equal((await sending).status, 200);
      else await assert.rejects(sending, problem('egress-limit-exceeded'));
    }
  });

  it('needs the secret that its authentication names', async () => {
    for (const authType of ['bearer', 'hmac'])
      await assert.rejects(
        open(webhook, { url: 'http://127.0.0.1:1', authType }),
        problem('connect-auth-failed'),
      );
  });

  it('refuses a token or header that would begin another header', async () => {
    const url = 'http://127.0.0.1:1';
    const split = `${canary}\r\nX-Admin: 1`;
    for (const config of [{ authType: 'bearer', authSecret: split }, { headers: { 'X-Team': split } }])
      await assert.rejects(open(webhook, { url, ...config }), problem('parameter-invalid'));
  });

  it('follows no redirect: neither body nor credentials reach another origin', async () => {
    for (const status of [301, 303, 307, 308]) {
      const thief = await receiver();
      const { url } = await receiver(
        (response) => void response.writeHead(status, { location: thief.url }).end(),
      );
      const { capability, notifier, test } = await open(webhook, {
        url,
        authType: 'bearer',
        authSecret: canary,
      });
      assert.equal((await capability('webhook').send({}, { signal: never })).status, status);
      await assert.rejects(notifier.notify(alert, { signal: never }), problem('send-refused'));
      assert.deepEqual((await test())?.ok, false);
      assert.deepEqual(thief.received, []);
    }
  });

  it('goes to the host and port of its URL only', () => {
    const destinations = (url: string) => webhook.destinations?.({ url } as never);
    assert.deepEqual(destinations('https://hooks.example.test/a'), [
      { host: 'hooks.example.test', port: 443 },
    ]);
    assert.deepEqual(destinations('http://hooks.example.test:81'), [
      { host: 'hooks.example.test', port: 81 },
    ]);
  });
});

describe('notifications by webhook', () => {
  it('are JSON with the time', async () => {
    const { url, received } = await receiver();
    const { notifier } = await open(webhook, { url });
    await notifier.notify(alert, { signal: never });
    const { sentAt, ...rest } = JSON.parse(received[0]?.body ?? '') as Record<string, string>;
    assert.deepEqual(rest, alert);
    assert.ok(Math.abs(Date.now() - Date.parse(sentAt ?? '')) < 60_000);
    assert.equal(received[0]?.headers['x-test'], undefined);
  });

  it('fail when the receiver does not take them, without its words', async () => {
    for (const [status, code] of [
      [401, 'connect-auth-failed'],
      [403, 'connect-auth-failed'],
      [404, 'send-refused'],
      [500, 'send-refused'],
    ] as const) {
      const { url } = await receiver((response, { headers }) =>
        response.writeHead(status).end(headers.authorization),
      );
      const { notifier } = await open(webhook, { url, authType: 'bearer', authSecret: canary });
      await assert.rejects(notifier.notify(alert, { signal: never }), problem(code));
      await assert.rejects(notifier.healthCheck({ signal: never }), problem(code));
    }
  });
});

describe('the test of a webhook', () => {
  it('sends a small payload with X-Test and says how it ended', async () => {
    for (const [status, outcome] of [
      [200, undefined],
      [401, 'authFailed'],
      [403, 'authFailed'],
      [404, 'protocol'],
      [500, 'protocol'],
    ] as const) {
      const { url, received } = await receiver((response) => void response.writeHead(status).end('words'));
      const result = await (await open(webhook, { url, authType: 'hmac', authSecret: canary })).test();
      assert.deepEqual(result && !result.ok ? result.outcome : undefined, outcome);
      assert.doesNotMatch(result?.message ?? '', /words/u);
      const { headers = {}, body = '' } = received[0] ?? {};
      assert.ok(isFromPatchbay(headers, body, canary) && body.length < 200);
      assert.equal(headers['x-test'], 'true');
      assert.equal((JSON.parse(body) as { test: boolean }).test, true);
    }
  });
});

async function readmeExample(): Promise<
  (headers: IncomingHttpHeaders, body: string, secret: string) => boolean
> {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]+?)```/u.exec(readme)?.[1] ?? '';
  const example = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    isFromPatchbay: (headers: IncomingHttpHeaders, body: string, secret: string) => boolean;
  };
  return example.isFromPatchbay;
}
