import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { auditTable } from '../audit/audit.table.js';
import { now } from '../database/table.js';
import { ActiveRun } from '../runs/active-run.js';
import { CredentialBroker } from '../runs/credential-broker.js';
import type { Api } from '../spec/api.js';
import { chain, createPattern, sqlNode, start } from '../spec/graphs.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

const config = { host: 'private.example.org', database: 'x', username: 'x', password: 'hidden-password' };

for (const kind of storeKinds) {
  describe(`Use-only sharing on ${kind}`, () => {
    let host: SpecHost;
    let owner: { api: Api; id: string };
    let user: { api: Api; id: string };
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
      owner = await host.addUser('designer');
      user = await host.addUser('designer');
    });
    const connect = async (values: object = {}) => {
      const name = `Private ${(count += 1)}`;
      const body = { name, type: 'postgresql', scope: 'personal', config, ...values };
      const answer = await owner.api.post('/connections', body);
      assert.equal(answer.status, 201, answer.text);
      return String(answer.body['id']);
    };
    const put = (id: string, who: string, api = owner.api) =>
      api.send('PUT', `/connections/${id}/shares/${who}`);
    const lease = (connectionId: string, userId: string, patternId = 'p') => {
      const facts = { id: randomUUID(), patternId, patternName: 'P', patternVersion: 1, startedAt: now() };
      const run = new ActiveRun(
        { ...facts, environment: 'development', trigger: 'manual' },
        { userId, projectId: host.projectId },
        chain(start, sqlNode(connectionId, 'SELECT 1')),
      );
      return host.app.nest
        .get(CredentialBroker)
        .lease(run, { nodeId: 'sql', slot: 'database', connectionId });
    };
    const refused = (connectionId: string, code = 'connection-not-found', who = user.id) =>
      assert.rejects(lease(connectionId, who), { code });

    it('lets somebody’s runs use a personal connection until its owner takes that back', async () => {
      const id = await connect();
      await refused(id);
      const shared = await put(id, user.id);
      assert.deepEqual(shared.body['user'], { id: user.id, name: 'designer' });
      assert.equal((await put(id, user.id)).body['createdAt'], shared.body['createdAt']);
      assert.equal((await lease(id, user.id)).connectionId, id);
      await refused(id, 'connection-not-found', (await host.addUser('designer')).id);
      assert.equal(
        (JSON.parse((await owner.api.get(`/connections/${id}/shares`)).text) as unknown[]).length,
        1,
      );
      assert.equal((await owner.api.delete(`/connections/${id}/shares/${user.id}`)).status, 204);
      await refused(id);
      const rows = await host.store.manager.findBy(auditTable, { subjectId: id });
      const actions = rows.map(({ action }) => action);
      for (const action of ['connection.shared', 'connection.unshared'])
        assert.ok(actions.includes(action), action);
    });

    it('may be with everybody in the project, and with nobody outside', async () => {
      const id = await connect();
      assert.equal((await put(id, 'everyone')).body['user'], null);
      assert.equal((await lease(id, (await host.addUser('analyst')).id)).connectionId, id);
      const stranger = await host.addUser('admin', await host.addProject());
      assert.equal((await put(id, stranger.id)).body['code'], 'member-not-found');
      assert.equal((await put(id, 'missing')).body['code'], 'member-not-found');
    });

    it('shows nothing of it: to everybody else it is one that does not exist', async () => {
      const id = await connect();
      await put(id, user.id);
      const admin = host.admin;
      for (const api of [user.api, admin]) {
        assert.ok(!(await api.get('/connections?limit=200')).text.includes(id));
        for (const [method, path] of [
          ['GET', ''],
          ['DELETE', ''],
          ['GET', '/usage'],
          ['GET', '/shares'],
          ['PUT', `/shares/${user.id}`],
          ['POST', '/test'],
          ['POST', '/disable'],
        ] as const) {
          const shown = await api.send(method, `/connections/${id}${path}`);
          const missing = await api.send(method, `/connections/missing${path}`);
          const plain = ({ status, body: { requestId: _, ...body } }: typeof shown) => ({ status, body });
          assert.deepEqual(plain(shown), plain(missing), `${method} ${path}`);
        }
      }
      const graph = chain(start, sqlNode(id, 'SELECT 1'));
      const bound = await user.api.post('/patterns', { name: 'Uses it', ...graph });
      assert.deepEqual([bound.status, bound.body['code']], [422, 'pattern-invalid']);
    });

    it('does not tell its name even when it cannot be opened', async () => {
      const id = await connect();
      await put(id, user.id);
      await owner.api.post(`/connections/${id}/disable`);
      await assert.rejects(lease(id, user.id), (error: Error) => {
        assert.doesNotMatch(error.message, /Private|private\.example/);
        return true;
      });
      await assert.rejects(lease(id, owner.id), /Private/);
    });

    it('ends when the connection goes to the project, or the user leaves it', async () => {
      const id = await connect();
      const leaving = await host.addUser('analyst');
      await put(id, leaving.id);
      await host.admin.delete(`/projects/${host.projectId}/members/${leaving.id}`);
      await host.admin.post(`/projects/${host.projectId}/members`, { userId: leaving.id, role: 'analyst' });
      await refused(id, 'connection-not-found', leaving.id);
      await put(id, user.id);
      await owner.api.patch(`/connections/${id}`, { scope: 'project' });
      assert.equal((await put(id, user.id)).body['code'], 'conflict');
      await owner.api.patch(`/connections/${id}`, { scope: 'personal' });
      await refused(id);
    });

    it('is a matter apart from what a connection is restricted to', async () => {
      const pattern = await createPattern(host.admin, chain(start));
      const id = await connect({ scope: 'project', restrictions: { patternIds: [pattern] } });
      await refused(id, 'lease-denied');
      assert.equal((await lease(id, user.id, pattern)).connectionId, id);
      const restrictions = { nodeTypes: ['core.databaseReader'] };
      assert.deepEqual(
        (await owner.api.patch(`/connections/${id}`, { restrictions })).body['restrictions'],
        restrictions,
      );
      await assert.rejects(lease(id, user.id, pattern), { code: 'lease-denied' });
      const saved = await user.api.post('/patterns', {
        name: 'SQL',
        ...chain(start, sqlNode(id, 'SELECT 1')),
      });
      assert.match(saved.text, /core\.databaseReader alone/);
      await owner.api.patch(`/connections/${id}`, { restrictions: null });
      assert.equal((await lease(id, user.id)).connectionId, id);
    });

    it('is no part of the list, which says how many others a slot cannot take and why', async () => {
      const http = { type: 'http', config: { baseUrl: 'https://example.org' }, scope: 'project' };
      const off = await connect({ scope: 'project' });
      await owner.api.post(`/connections/${off}/disable`);
      const good = await connect({ scope: 'project' });
      await connect(http);
      await connect(); // Personal, so not even counted for others.
      const list = async (query: string) => (await user.api.get(`/connections?limit=200&${query}`)).body;
      const all = (await list('')) as {
        items: { id: string; type: string; status: string }[];
        hidden?: object;
      };
      assert.equal(all.hidden, undefined);
      const isSql = ({ type }: { type: string }) => ['postgresql', 'sqlite'].includes(type);
      const usable = (await list('usable=true&capability=sql')) as typeof all;
      assert.ok(usable.items.some(({ id }) => id === good) && usable.items.every(isSql));
      const inactive = all.items.filter((each) => isSql(each) && each.status === 'disabled').length;
      const others = all.items.filter((each) => !isSql(each)).length;
      assert.ok(inactive > 0 && others > 0);
      const expected = { notFitting: others, disabled: inactive, quarantined: 0, unavailable: 0 };
      assert.deepEqual(usable.hidden, expected);
      const byType = (await list('usable=true&types=http,webhook')) as typeof all;
      assert.ok(byType.items.length > 0 && byType.items.every(({ type }) => type === 'http'));
    });
  });
}
