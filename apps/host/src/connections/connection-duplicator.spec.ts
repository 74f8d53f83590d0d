import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { ConnectionsService } from './connections.service.js';

const mask = '••••••••';
const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret' };

for (const kind of storeKinds) {
  describe(`A copy of a connection on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const create = async (values: object = {}) => {
      const described = {
        description: 'Reads',
        tags: ['shop'],
        metadata: { team: 'shop' },
        pool: { poolSize: 2 },
      };
      const name = `c${(count += 1)}`;
      const input = { name, type: 'postgresql', config, ...described, ...values };
      const { body, text } = await host.admin.post('/connections', input);
      assert.ok(body['id'], text);
      return String(body['id']);
    };
    const duplicate = (id: string, values: object = {}) =>
      host.admin.post(`/connections/${id}/duplicate`, { name: `c${(count += 1)}`, ...values });
    const opened = async (id: unknown) =>
      (await host.app.nest.get(ConnectionsService).openForLease(String(id), { projectId: host.projectId }))
        .connection.config;

    it('has everything but the secrets, and what was changed', async () => {
      const id = await create();
      const { status, body, text } = await duplicate(id, {
        config: { host: 'other.example.org', password: 'of-the-copy' },
      });
      assert.equal(status, 201, text);
      assert.deepEqual(
        [body['description'], body['tags'], body['metadata'], body['pool']],
        ['Reads', ['shop'], { team: 'shop' }, { poolSize: 2 }],
      );
      assert.deepEqual(await opened(body['id']), {
        ...config,
        host: 'other.example.org',
        password: 'of-the-copy',
      });
      assert.equal((await opened(id))?.['password'], 'planted-secret');
    });

    it('has no secret of the original, whatever is asked', async () => {
      const id = await create();
      for (const values of [
        {},
        { password: mask },
        { host: 'evil.example.org' },
        { host: 'e', password: mask },
      ]) {
        const refused = await duplicate(id, { config: values });
        assert.deepEqual([refused.status, refused.body['code']], [409, 'secret-reentry-required']);
        assert.deepEqual((refused.body['errors'] as { pointer: string }[])[0]?.pointer, '/config/password');
      }
      const without = await duplicate(id, { config: { password: null } });
      assert.equal(without.status, 201, without.text);
      assert.equal((await opened(without.body['id']))?.['password'], undefined);
    });

    it('needs a free name, and is checked like a new connection', async () => {
      const id = await create({ name: 'taken' });
      const taken = await duplicate(id, { name: 'taken', config: { password: 'of-the-copy' } });
      assert.equal(taken.body['code'], 'connection-name-taken');
      const wrong = await duplicate(id, { config: { port: 70_000, password: 'of-the-copy' } });
      assert.equal(wrong.body['code'], 'validation-failed');
      const { api } = await host.addUser('admin', await host.addProject());
      const foreign = await api.post(`/connections/${id}/duplicate`, { name: 'mine' });
      assert.equal(foreign.body['code'], 'connection-not-found');
    });

    it('is recorded with the name of what it was made after', async () => {
      const id = await create();
      const { body } = await duplicate(id, { config: { password: 'of-the-copy' } });
      const [record] = await host.store.dataSource.query<{ details: string }[]>(
        `SELECT details FROM audit WHERE "subjectId" = '${String(body['id'])}' AND action = 'connection.created'`,
      );
      assert.match(String(record?.details), new RegExp(id));
      assert.doesNotMatch(String(record?.details), /of-the-copy|planted/);
    });
  });
}
