import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { auditTable } from '../audit/audit.table.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

for (const kind of storeKinds) {
  describe(`Projects on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });
    const create = async (name: string) => String((await host.admin.post('/projects', { name })).body['id']);
    const namesOf = async (api: SpecHost['admin']) =>
      ((await api.get('/projects')).body['items'] as { name: string; role: string | null }[]).map(
        ({ name, role }) => `${name} ${role ?? ''}`,
      );
    const connection = { name: 'c', type: 'http', config: { baseUrl: 'https://example.org' } };

    it('are made by administrators of the installation, who see them all', async () => {
      const id = await create('First');
      await host.addProject();
      const designer = await host.addUser('designer', id);
      assert.deepEqual((await namesOf(host.admin)).sort(), ['Default admin', 'First admin', 'Other ']);
      assert.deepEqual(await namesOf(designer.api), ['First designer']);
      assert.equal((await designer.api.post('/projects', { name: 'Mine' })).status, 403);
    });

    it('keep what is in them apart, by the header that names one', async () => {
      const id = await create('Apart');
      const inside = host.admin.with({ 'x-patchbay-project': id });
      const made = await inside.post('/connections', connection);
      assert.equal(made.status, 201);
      const path = `/connections/${String(made.body['id'])}`;
      assert.equal((await inside.get(path)).status, 200);
      assert.equal((await host.admin.get(path)).status, 404);
    });

    it('are named in the address where a browser sends no header, to members alone', async () => {
      const id = await create('By address');
      const inside = await host.admin.get(`/audit/export?project=${id}`);
      assert.equal(inside.status, 200);
      const stranger = await host.addUser('admin');
      const outside = await stranger.api.get(`/audit/export?project=${id}`);
      assert.deepEqual([outside.status, outside.body['code']], [404, 'project-not-found']);
      assert.equal((await host.admin.get(`/connections?project=${id}`)).body['code'], 'unknown-member');
    });

    it('are reached by their members alone, whatever the header says', async () => {
      const id = await create('Closed');
      const stranger = await host.addUser('admin');
      const lying = stranger.api.with({ 'x-patchbay-project': host.projectId });
      for (const api of [stranger.api, lying])
        for (const [method, path] of [
          ['GET', `/projects/${id}`],
          ['DELETE', `/projects/${id}`],
          ['GET', `/projects/${id}/members`],
          ['DELETE', `/projects/${id}/members/${stranger.id}`],
        ] as const) {
          const answer = await api.send(method, path);
          assert.deepEqual([answer.status, answer.body['code']], [404, 'project-not-found'], path);
        }
      const added = await lying.post(`/projects/${id}/members`, { userId: stranger.id, role: 'admin' });
      assert.equal(added.status, 404);
    });

    it('let whoever looks after the installation manage members, and see nothing inside', async () => {
      const id = await host.addProject();
      const owner = await host.addUser('admin', id);
      assert.equal((await owner.api.post('/connections', connection)).status, 201);
      assert.equal((await host.admin.get(`/projects/${id}/members`)).status, 200);
      assert.equal((await host.admin.with({ 'x-patchbay-project': id }).get('/connections')).status, 404);
      const { api: token } = {
        api: host.anonymous.with({
          authorization: `Bearer ${String(
            (await host.admin.post('/tokens', { name: 'n', scopes: ['connector.read'] })).body['token'],
          )}`,
        }),
      };
      assert.equal((await token.get(`/projects/${id}/members`)).status, 403);
    });

    it('have members who are added by id or address, change roles and leave', async () => {
      const id = await create('Members');
      const path = `/projects/${id}/members`;
      const user = await host.addUser('viewer');
      const added = await host.admin.post(path, { email: `${user.id}@EXAMPLE.org`, role: 'viewer' });
      assert.deepEqual([added.status, added.body['role']], [201, 'viewer']);
      assert.equal((await host.admin.post(path, { userId: user.id, role: 'admin' })).status, 409);
      assert.equal(
        (await host.admin.post(path, { userId: 'missing', role: 'admin' })).body['code'],
        'user-not-found',
      );
      assert.equal((await host.admin.post(path, { role: 'admin' })).status, 422);
      const inside = user.api.with({ 'x-patchbay-project': id });
      assert.equal((await inside.get('/connections')).status, 403);
      assert.equal((await inside.post(path, { userId: user.id, role: 'admin' })).status, 403);
      assert.equal((await host.admin.patch(`${path}/${user.id}`, { role: 'analyst' })).status, 200);
      assert.equal((await inside.get('/connections')).status, 200);
      const { body } = await inside.get(path);
      assert.equal((body['items'] as unknown[]).length, 2);
      assert.equal((await host.admin.delete(`${path}/${user.id}`)).status, 204);
      assert.equal((await inside.get('/connections')).status, 404);
      assert.equal((await host.admin.delete(`${path}/${user.id}`)).body['code'], 'member-not-found');
    });

    it('keep one administrator, also when two remove each other at once', async () => {
      const id = await host.addProject();
      const [one, two] = [await host.addUser('admin', id), await host.addUser('admin', id)];
      const remove = (api: SpecHost['admin'], who: string) => api.delete(`/projects/${id}/members/${who}`);
      const crosswise = await Promise.all([remove(one.api, two.id), remove(two.api, one.id)]);
      assert.equal(crosswise.filter(({ status }) => status === 204).length, 1);
      const [left] = (await host.admin.get(`/projects/${id}/members`)).body['items'] as {
        user: { id: string };
      }[];
      for (const answer of [
        await remove(host.admin, left?.user.id ?? ''),
        await host.admin.patch(`/projects/${id}/members/${left?.user.id ?? ''}`, { role: 'viewer' }),
      ])
        assert.deepEqual([answer.status, answer.body['code']], [409, 'last-admin']);
    });

    it('are renamed, and deleted when they are empty', async () => {
      const id = await create('Full');
      assert.equal((await host.admin.patch(`/projects/${id}`, { name: 'Filled' })).body['name'], 'Filled');
      const inside = host.admin.with({ 'x-patchbay-project': id });
      const made = await inside.post('/connections', connection);
      const full = await host.admin.delete(`/projects/${id}`);
      assert.deepEqual(
        [full.body['code'], full.body['contents']],
        ['project-not-empty', { connections: 1, patterns: 0, secrets: 0 }],
      );
      await inside.delete(`/connections/${String(made.body['id'])}`);
      assert.equal((await host.admin.delete(`/projects/${id}`)).status, 204);
      assert.equal((await host.admin.get(`/projects/${id}`)).body['code'], 'project-not-found');
      assert.equal((await host.admin.delete(`/projects/${host.projectId}`)).body['code'], 'conflict');
    });

    it('are recorded with their members', async () => {
      const rows = await host.store.manager.find(auditTable);
      const actions = new Set(rows.map(({ action }) => action));
      for (const action of [
        'project.created',
        'project.changed',
        'project.deleted',
        'member.added',
        'member.changed',
        'member.removed',
        'access.denied',
        'token.created',
      ])
        assert.ok(actions.has(action), action);
    });
  });
}
