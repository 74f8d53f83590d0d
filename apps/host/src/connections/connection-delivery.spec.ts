import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, beforeEach, describe, it } from 'node:test';
import { cleanUp } from '../spec/clean-up.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

const message = { subject: 'Stock', bodyText: '3 left', severity: 'critical', source: 'Shop' };

for (const kind of storeKinds) {
  describe(`A delivery through a connection on ${kind}`, () => {
    const received: string[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => received.push(text));
      request.on('end', () =>
        response.writeHead(request.url === '/broken' ? 500 : 202).end('planted-secret'),
      );
    });
    let host: SpecHost;
    let url = '';
    let count = 0;
    before(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      cleanUp(() => void server.close());
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      host = await startSpecHost({ kind });
    });
    beforeEach(() => void (received.length = 0));

    const create = async (type: string, config: object) => {
      const { body, text } = await host.admin.post('/connections', {
        name: `c${(count += 1)}`,
        type,
        config,
      });
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const hook = (path = '') =>
      create('webhook', { url: url + path, authType: 'bearer', authSecret: 'planted-secret' });

    it('tells a sink, and is recorded', async () => {
      const id = await hook();
      const { status, body, text } = await host.admin.post(`/connections/${id}/notify`, message);
      assert.deepEqual([status, body['ok']], [200, true], text);
      const { sentAt: _, ...sent } = JSON.parse(received[0] ?? '') as Record<string, unknown>;
      assert.deepEqual(sent, message);
      const [row] = await host.store.dataSource.query<unknown[]>(
        `SELECT action FROM audit WHERE "subjectId" = '${id}' AND action = 'connection.notified'`,
      );
      assert.ok(row, 'the audit has no record');
    });

    it('sends nothing that cannot be recorded', async () => {
      const id = await hook();
      await host.store.dataSource.query('ALTER TABLE audit RENAME TO audit_away');
      const { body } = await host.admin.post(`/connections/${id}/notify`, message);
      await host.store.dataSource.query('ALTER TABLE audit_away RENAME TO audit');
      assert.equal(body['code'], 'audit-unavailable');
      assert.deepEqual(received, []);
    });

    it('fails when the sink did not take it, without its words', async () => {
      const { status, body, text } = await host.admin.post(
        `/connections/${await hook('/broken')}/notify`,
        message,
      );
      assert.equal(body['code'], 'connect-protocol', text);
      assert.ok(status >= 500);
      assert.doesNotMatch(text, /planted-secret/);
    });

    it('is refused by connectors that cannot, for wrong input, to analysts and across projects', async () => {
      const http = await create('http', { baseUrl: url });
      for (const [path, body] of [
        ['notify', message],
        ['send-message', { to: '+1', body: 'x' }],
      ] as const)
        assert.equal(
          (await host.admin.post(`/connections/${http}/${path}`, body)).body['code'],
          'connect-unsupported',
        );
      const id = await hook();
      const wrong = await host.admin.post(`/connections/${id}/notify`, { ...message, severity: 'loud' });
      assert.equal(wrong.status, 422, wrong.text);
      const analyst = (await host.addUser('analyst')).api;
      assert.equal((await analyst.post(`/connections/${id}/notify`, message)).status, 403);
      const stranger = (await host.addUser('admin', await host.addProject())).api;
      assert.ok((await stranger.post(`/connections/${id}/notify`, message)).status >= 403);
      assert.deepEqual(received, []);
    });
  });
}
