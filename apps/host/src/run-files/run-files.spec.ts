import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { PatternNode, RunDetail, RunFileDescription } from '@patchbay/contracts';
import { chain, createPattern, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';

const hook = (path: string): PatternNode => ({
  id: 'hook',
  name: 'Hook',
  type: 'core.webhookTrigger',
  parameters: { path, respond: 'whenDone' },
});
const passOn: PatternNode = { id: 'pass', name: 'Pass', type: 'core.noOperation' };
const token = 'token-that-is-said-back-4711';

describe('Files of runs', () => {
  let host: SpecHost;
  let server: Server;
  let url: string;
  let connection: string;
  before(async () => {
    server = createServer((request, response) => {
      const size = Number(new URL(request.url ?? '', 'http://x').searchParams.get('size') ?? 0);
      response.setHeader('content-type', 'text/html');
      response.end(`<script>${String(request.headers.authorization)}</script>${'x'.repeat(size)}`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    host = await startSpecHost({ env: { PATCHBAY_RUN_FILE_MB: '1', PATCHBAY_RUN_FILES_MB: '2' } });
    const config = { baseUrl: url, authType: 'bearer', authToken: token };
    const { body, text } = await host.admin.post('/connections', { name: 'Echo', type: 'http', config });
    connection = String(body['id']);
    assert.ok(body['id'], text);
  });
  after(() => server.close());

  const fetchNode = (path: string, id = 'fetch'): PatternNode => ({
    id,
    name: `Fetch ${id}`,
    type: 'core.httpRequest',
    parameters: { url: path, responseFormat: 'file' },
    connections: { connection },
  });
  const run = async (...nodes: PatternNode[]) => {
    const id = await createPattern(host.admin, chain(start, ...nodes));
    return (await host.admin.post(`/patterns/${id}/run`, { wait: true })).body as unknown as RunDetail;
  };
  const filesOf = async (id: string) => {
    const { status, text } = await host.admin.get(`/runs/${id}/files`);
    assert.equal(status, 200, text);
    return JSON.parse(text) as RunFileDescription[];
  };
  const upload = async (path: string, body: FormData | Buffer, headers: Record<string, string> = {}) => {
    const id = await createPattern(host.admin, chain(hook(path), passOn));
    await host.admin.patch(`/patterns/${id}`, { active: true });
    const init = { method: 'POST', body: body instanceof FormData ? body : new Uint8Array(body), headers };
    const answer = await fetch(`${host.url}/hooks/development/${path}`, init);
    assert.equal(answer.status, 200, await answer.text());
    const runs = (await host.admin.get(`/runs?patternId=${id}`)).body['items'] as { id: string }[];
    return (await host.admin.get(`/runs/${runs[0]?.id}`)).body as unknown as RunDetail;
  };

  it('are downloads that no browser shows, without the secrets that a server says back', async () => {
    const { id, steps, error } = await run(fetchNode('/page.html'));
    const item = steps[1]?.outputs['main']?.[0];
    const reference = item?.binary?.['data'] as { id: string; size: number } | undefined;
    assert.ok(reference, JSON.stringify(error));
    assert.ok(reference.id.startsWith(`${id}.`));
    const answer = await host.admin.get(`/runs/${id}/files/${bare(reference.id)}`);
    assert.equal(answer.status, 200, answer.text);
    assert.match(answer.text, /<script>Bearer \[redacted\]<\/script>/);
    assert.equal(
      answer.headers.get('content-disposition'),
      `attachment; filename="page.html"; filename*=UTF-8''page.html`,
    );
    assert.equal(answer.headers.get('content-security-policy'), "sandbox; default-src 'none'");
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal((await filesOf(id)).length, 1);
  });

  it('are for those who may read the run, under its own id and no path', async () => {
    const { id } = await run(fetchNode('/page.html'));
    const [file] = await filesOf(id);
    const other = await run(passOn);
    const stranger = (await host.addUser('viewer', await host.addProject())).api;
    const tries = [
      await host.admin.get(`/runs/${other.id}/files/${file?.id}`),
      await host.admin.get(`/runs/${id}/files/..%2f..%2fstate%2fpatchbay.sqlite`),
      await host.admin.get(`/runs/..%2f..%2fstate/files/patchbay.sqlite`),
      await stranger.get(`/runs/${id}/files/${file?.id}`),
      await stranger.get(`/runs/${id}/files`),
    ];
    assert.deepEqual(
      tries.map(({ status }) => status),
      tries.map(() => 404),
    );
    assert.equal((await host.anonymous.get(`/runs/${id}/files`)).status, 401);
  });

  it('come with forms and other bodies of webhooks', async () => {
    const form = new FormData();
    form.append('name', 'Ada');
    form.append('__proto__', 'x');
    form.append(
      'photo',
      new Blob([new Uint8Array([0, 255, 128])], { type: 'image/png' }),
      '../../etc/Größe.png',
    );
    form.append('photo', new Blob(['two'], { type: 'text/plain' }), 'two.txt');
    const run = await upload('form', form);
    const item = run.steps[0]?.outputs['main']?.[0];
    assert.equal((item?.json['body'] as Record<string, unknown>)['name'], 'Ada');
    const binary = item?.binary as Record<string, RunFileDescription>;
    assert.deepEqual(
      Object.entries(binary).map(([name, { fileName, mimeType, size }]) => [name, fileName, mimeType, size]),
      [
        ['photo', 'Größe.png', 'image/png', 3],
        ['photo1', 'two.txt', 'text/plain', 3],
      ],
    );
    const path = `${host.url}/api/runs/${run.id}/files/${bare(binary['photo']?.id)}`;
    const answer = await fetch(path, { headers: { authorization: await bearer(host) } });
    assert.deepEqual([...new Uint8Array(await answer.arrayBuffer())], [0, 255, 128]);
    const plain = await upload('bytes', Buffer.from([1, 2, 3]), { 'content-type': 'application/pdf' });
    const [data] = Object.values(plain.steps[0]?.outputs['main']?.[0]?.binary ?? {}) as RunFileDescription[];
    assert.deepEqual([data?.mimeType, data?.size], ['application/pdf', 3]);
  });

  it('have limits, each and together', async () => {
    const large = await run(fetchNode('/?size=1100000'));
    assert.equal(large.error?.code, 'egress-limit-exceeded', JSON.stringify(large.error));
    assert.match(large.error.detail ?? '', /more than 1048576 bytes/);
    const many = await run(...['a', 'b', 'c'].map((id) => fetchNode('/?size=900000', id)));
    assert.match(many.error?.detail ?? '', /together would exceed the limit of 2 MB/);
  });

  it('of a called run become those of its caller', async () => {
    const called = await createPattern(host.admin, chain(start, fetchNode('/page.html')));
    const call: PatternNode = {
      id: 'call',
      name: 'Call',
      type: 'core.callPattern',
      parameters: { pattern: called },
    };
    const repeat: PatternNode = {
      id: 'repeat',
      name: 'Repeat',
      type: 'core.httpRequest',
      parameters: { method: 'POST', url: '/', bodyBinaryField: 'data', responseFormat: 'text' },
      connections: { connection },
    };
    const ended = await run(call, repeat);
    assert.equal(ended.status, 'success', JSON.stringify(ended.error));
    const [own] = Object.values(ended.steps[1]?.outputs['main']?.[0]?.binary ?? {}) as RunFileDescription[];
    assert.ok(own?.id.startsWith(`${ended.id}.`));
    assert.equal((await filesOf(ended.id)).length, 1);
  });

  it('go with their run, and nothing stays where the runners are', async () => {
    const { id } = await run(fetchNode('/page.html'));
    const kept = join(host.home, 'data', 'run-files', id);
    assert.equal(readdirSync(kept).length, 1);
    const exchange = join(host.home, 'data', 'exchange');
    for (const directory of readdirSync(exchange))
      assert.deepEqual(readdirSync(join(exchange, directory)), []);
    assert.equal((await host.admin.delete(`/runs/${id}`)).status, 204);
    assert.equal((await host.admin.get(`/runs/${id}`)).status, 404);
    assert.ok(!existsSync(kept));
  });
});

/** Items refer to a file as `<run>.<file>`. */
function bare(id = ''): string {
  return id.slice(id.indexOf('.') + 1);
}

async function bearer(host: SpecHost): Promise<string> {
  const { body } = await host.anonymous.post('/auth/login', {
    email: 'founder@example.org',
    password: 'correct horse battery',
  });
  return `Bearer ${String(body['token'])}`;
}
