import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { routes } from '@patchbay/contracts';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { ConnectionsService } from './connections.service.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret-1' };

for (const kind of storeKinds) {
  describe(`Connections that two change at once on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const create = async () => {
      const body = { name: `c${(count += 1)}`, type: 'postgresql', config };
      return String((await host.admin.post('/connections', body)).body['id']);
    };
    const lease = (id: string) =>
      host.app.nest.get(ConnectionsService).openForLease(id, { projectId: host.projectId });

    it('take one of two names that are the same', async () => {
      const [one, other] = [await create(), await create()];
      const both = await Promise.all(
        [one, other].map((id) => host.admin.patch(`/connections/${id}`, { name: 'the same' })),
      );
      assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409]);
    });

    it('keep one whole set of secrets of two rotations', async () => {
      const id = await create();
      const rotate = (password: string) =>
        host.admin.post(`/connections/${id}/rotate`, {
          secrets: { password },
          forceSave: true,
          reason: 'Race',
        });
      const both = await Promise.all([rotate('planted-one'), rotate('planted-two')]);
      for (const { status, text } of both) assert.ok([200, 409].includes(status), text);
      const { connection } = await lease(id);
      assert.match(String(connection.config?.['password']), /^planted-(one|two)$/);
    });

    it('are lent as they were or refused while they are disabled', async () => {
      const id = await create();
      const [lent, { status }] = await Promise.all([
        lease(id).then(
          () => 'lent',
          (error: unknown) => (error as { code: string }).code,
        ),
        host.admin.post(`/connections/${id}/disable`),
      ]);
      assert.ok(['lent', 'connection-disabled'].includes(lent), lent);
      assert.equal(status, 200);
      await assert.rejects(lease(id), { code: 'connection-disabled' });
    });

    it('are copied or gone when a copy and a delete meet', async () => {
      const id = await create();
      const [copy, { status }] = await Promise.all([
        host.admin.post(`/connections/${id}/duplicate`, {
          name: 'copy',
          config: { password: 'planted-copy' },
        }),
        host.admin.delete(`/connections/${id}`),
      ]);
      assert.ok([201, 404].includes(copy.status), copy.text);
      assert.equal(status, 204);
    });

    it('answer what is huge, empty or of a wrong type clearly', async () => {
      const id = await create();
      const paths = Object.values(routes).filter(
        ({ method, path }) => path.startsWith('/connections') && ['POST', 'PATCH'].includes(method),
      );
      const huge = 'x'.repeat(1_100_000);
      for (const { method, path } of paths) {
        const at = path.replace(':id', id).replaceAll(/:\w+/g, 'none');
        for (const body of [
          {},
          [],
          7,
          'text',
          { name: 7, config: 7 },
          { name: huge, config: { host: huge } },
        ]) {
          const call = method === 'PATCH' ? host.admin.patch(at, body) : host.admin.post(at, body);
          const { status, text } = await call;
          assert.ok(
            status < 500,
            `${method} ${path} ${JSON.stringify(body).slice(0, 40)}: ${text.slice(0, 200)}`,
          );
        }
      }
    });
  });
}
