import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PatternNode } from '@patchbay/contracts';
import { chain, createPattern, editNode } from '../spec/graphs.js';
import { read } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { stopWrites } from '../spec/write-stop.js';

const hook = (path: string, parameters: Record<string, string> = {}): PatternNode => ({
  ...{ id: 'hook', name: 'Hook', type: 'core.webhookTrigger' },
  parameters: { path, respond: 'byNode', ...parameters },
});
const respond = (parameters: Record<string, unknown> = {}): PatternNode => ({
  ...{ id: 'respond', name: 'Respond', type: 'core.respond' },
  parameters,
});

type Body = NonNullable<RequestInit['body']>;

for (const kind of storeKinds) {
  describe(`Webhooks on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const patch = (id: string, values: object) => host.admin.patch(`/patterns/${id}`, values);
    const live = async (...nodes: readonly PatternNode[]): Promise<string> => {
      const id = await createPattern(host.admin, chain(...nodes));
      const { status, text } = await patch(id, { active: true });
      assert.equal(status, 200, text);
      return id;
    };
    const call = async (path: string, init: RequestInit = {}) =>
      read(await fetch(`${host.url}/hooks/development/${path}`, { method: 'POST', ...init }));
    const typed = (path: string, type: string, body: Body) =>
      call(path, { headers: { 'content-type': type }, body });
    const runOf = async (patternId: string) => {
      const { body } = await host.admin.get(`/runs?patternId=${patternId}&limit=1`);
      return (body['items'] as { id: string; status: string; trigger: string; patternVersion: number }[])[0];
    };

    it('answer while their pattern is active, and are missing before and after', async () => {
      const id = await createPattern(host.admin, chain(hook('onoff'), respond()));
      const missing = await call('onoff');
      assert.deepEqual([missing.status, missing.body['code']], [404, 'webhook-not-found']);
      assert.match(missing.headers.get('content-type') ?? '', /^application\/problem\+json/);
      const { body } = await patch(id, { active: true });
      assert.deepEqual([body['active'], body['activeVersion'], body['version']], [true, 1, 1]);
      assert.equal((await call('onoff')).status, 200);
      assert.equal((await call('onoff/')).status, 200);
      assert.equal((await runOf(id))?.trigger, 'webhook');
      await patch(id, { active: false });
      assert.equal((await call('onoff')).status, 404);
    });

    it('need a trigger and a path that can be an address', async () => {
      const bare = await createPattern(host.admin, chain(editNode(1)));
      const none = await patch(bare, { active: true });
      assert.deepEqual([none.status, none.body['code']], [422, 'pattern-invalid']);
      for (const path of ['={{ $json.path }}', 'a//b', '..', 'a/%2e', `a${'/'.repeat(30_000)}b`]) {
        const stored = await host.admin.post('/patterns', {
          name: path.slice(0, 50),
          ...chain(hook(path), respond()),
        });
        if (stored.status === 422) continue;
        const answer = await patch(String(stored.body['id']), { active: true });
        assert.deepEqual([answer.status, answer.body['code']], [422, 'pattern-invalid'], path.slice(0, 50));
      }
    });

    it('have an address of their own, whatever its parameters are called', async () => {
      await live(hook('taken/:id'), respond());
      const again = async (path: string, parameters = {}) => {
        const id = await createPattern(host.admin, chain(hook(path, parameters), respond()));
        const { status, body } = await patch(id, { active: true });
        return [status, body['code'], (await host.admin.get(`/patterns/${id}`)).body['active']];
      };
      assert.deepEqual(await again('taken/:id'), [409, 'webhook-path-taken', false]);
      assert.deepEqual(await again('/taken/:number/'), [409, 'webhook-path-taken', false]);
      assert.deepEqual(await again('taken/:id', { method: 'GET' }), [200, undefined, true]);
    });

    it('hand method, query, parameters of the path and headers to the pattern', async () => {
      await live(hook('orders/:id/:constructor', { method: 'PUT' }), respond());
      const { body, text } = await call('orders/7/x?page=2&constructor=y', {
        method: 'PUT',
        headers: { 'x-mine': 'yes' },
      });
      assert.deepEqual(
        [body['method'], (body['headers'] as Record<string, string>)['x-mine']],
        ['PUT', 'yes'],
      );
      assert.match(text, /"params":\{"id":"7","constructor":"x"\}/);
      assert.match(text, /"query":\{"page":"2","constructor":"y"\}/);
      assert.equal((await call('orders/7/x')).status, 404);
    });

    it('answer at once, at the end, or when a node says so', async () => {
      const id = await live(hook('now', { respond: 'immediately' }), editNode('done'));
      const now = await call('now');
      assert.equal(now.status, 202);
      assert.equal((await host.admin.get(`/runs/${String(now.body['runId'])}`)).body['patternId'], id);
      await live(hook('later', { respond: 'whenDone' }), editNode('done'));
      const later = await call('later');
      assert.equal(later.status, 200);
      assert.match(later.text, /"value":"done"/);
      const headers = { 'X-Made-By': 'us', 'Content-Type': 'text/html' };
      await live(hook('node'), respond({ body: '<b>hi</b>', statusCode: 418, headers }));
      const node = await call('node');
      assert.deepEqual([node.status, node.text, node.headers.get('x-made-by')], [418, '<b>hi</b>', 'us']);
      assert.match(node.headers.get('content-type') ?? '', /^text\/html/);
    });

    it('say that a run failed but nothing of what happened, and nothing at all when there is no reply', async () => {
      await live(hook('silent'), editNode(1));
      const silent = await call('silent');
      assert.deepEqual([silent.status, silent.text], [204, '']);
      const id = await live(hook('fails'), editNode('={{ nothing.like.it }}'), respond());
      const failed = await call('fails');
      assert.deepEqual([failed.status, failed.body['code']], [500, 'step-failed']);
      assert.doesNotMatch(failed.text, /nothing|Edit/);
      assert.equal((await runOf(id))?.status, 'failed');
    });

    it('take JSON, forms, text and bytes', async () => {
      await live(hook('bodies'), respond());
      const bodyOf = async (type: string, body: Body) => {
        const answer = await typed('bodies', type, body);
        return [answer.body['body'], answer.body['bodyEncoding']];
      };
      assert.deepEqual(await bodyOf('application/json', '{"a":[1]}'), [{ a: [1] }, undefined]);
      assert.deepEqual(await bodyOf('application/vnd.mine+json; charset=utf-8', 'true'), [true, undefined]);
      assert.deepEqual(await bodyOf('application/x-www-form-urlencoded', 'a=1&b=%C3%BC'), [
        { a: '1', b: 'ü' },
        undefined,
      ]);
      assert.deepEqual(await bodyOf('text/plain', 'Grüße'), ['Grüße', undefined]);
      assert.deepEqual(await bodyOf('application/octet-stream', Buffer.from([0, 255])), [null, undefined]);
      assert.equal((await call('bodies')).body['body'], null);
      assert.deepEqual(await bodyOf('application/json', '{"constructor":{"x":1}}'), [
        { constructor: { x: 1 } },
        undefined,
      ]);
    });

    for (const way of ['immediately', 'whenDone', 'byNode'])
      it(`have their run on disk before they answer: ${way}`, async () => {
        await live(hook(`disk-${way}`, { respond: way }), respond());
        let isAnswered = false;
        const goOn = await stopWrites(host.store, 'runs');
        const called = call(`disk-${way}`).finally(() => (isAnswered = true));
        await sleep(400);
        const wasAnswered = isAnswered;
        await goOn();
        assert.equal(wasAnswered, false);
        assert.ok((await called).status < 300);
      });

    it('refuse what says that it is JSON and is none, and start no run', async () => {
      const id = await live(hook('malformed'), respond());
      const { status, body } = await typed('malformed', 'application/json', '{"a":');
      assert.deepEqual([status, body['code']], [400, 'malformed-json']);
      assert.equal(await runOf(id), undefined);
    });

    it('hand the browser’s cookies to no pattern', async () => {
      const id = await live(hook('cookies'), respond());
      const headers = {
        cookie: 'patchbay=planted-session',
        'x-patchbay-csrf': 'planted-token',
        'x-other': 'stays',
      };
      const { text } = await call('cookies', { headers });
      assert.match(text, /stays/);
      assert.doesNotMatch(text, /planted/);
      const run = await runOf(id);
      assert.doesNotMatch((await host.admin.get(`/runs/${run?.id ?? ''}`)).text, /planted/);
    });

    it('answer with a file as it is, with its type, and saved instead of shown', async () => {
      await live(hook('file'), respond({ respondWith: 'file' }));
      const sent = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256));
      const ask = (type: string, path = 'file') =>
        fetch(`${host.url}/hooks/development/${path}`, {
          ...{ method: 'POST', headers: { 'content-type': type }, body: sent },
        });
      const answer = await ask('image/png');
      assert.equal(answer.status, 200);
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(sent));
      assert.equal(answer.headers.get('content-type'), 'image/png');
      assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="/u);
      assert.equal(answer.headers.get('content-security-policy'), 'sandbox');
      const headers = { 'Content-Type': 'text/plain', 'X-Made-By': 'us' };
      const shown = { respondWith: 'file', disposition: 'inline', statusCode: 203, headers };
      await live(hook('shown'), respond(shown));
      const inline = await ask('application/x-mine', 'shown');
      assert.equal(inline.status, 203);
      assert.deepEqual(
        ['content-type', 'x-made-by'].map((name) => inline.headers.get(name)),
        ['text/plain', 'us'],
      );
      assert.match(inline.headers.get('content-disposition') ?? '', /^inline; filename="/u);
      assert.equal((await inline.arrayBuffer()).byteLength, sent.length);
      const failed = await call('file', { headers: { 'content-type': 'text/plain' }, body: 'no file' });
      assert.deepEqual([failed.status, failed.body['code']], [500, 'step-failed']);
    });

    it('let a pattern set no cookie, leave the sandbox or cut the answer', async () => {
      const headers = {
        'Set-Cookie': 'patchbay=stolen',
        'Clear-Site-Data': '"cookies"',
        'Content-Security-Policy': 'default-src *',
        'Content-Length': '1',
        'Transfer-Encoding': 'chunked',
        'X-Content-Type-Options': 'sniff',
      };
      await live(hook('headers'), respond({ body: 'whole', headers }));
      const answer = await call('headers');
      assert.deepEqual([answer.status, answer.text], [200, 'whole']);
      assert.deepEqual(answer.headers.getSetCookie(), []);
      assert.equal(answer.headers.get('clear-site-data'), null);
      assert.equal(answer.headers.get('content-security-policy'), 'sandbox');
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
      const missing = await call('headers/none');
      assert.ok(missing.headers.get('content-security-policy') !== null);
    });

    it('stay at the version that was put live while the draft changes', async () => {
      const id = await live(hook('versions'), respond({ body: 'first' }));
      const { body } = await patch(id, chain(hook('versions'), respond({ body: 'second' })));
      assert.deepEqual([body['version'], body['activeVersion']], [2, 1]);
      assert.equal((await call('versions')).text, 'first');
      assert.equal((await runOf(id))?.patternVersion, 1);
      await patch(id, { active: true });
      assert.equal((await call('versions')).text, 'second');
    });
  });
}
