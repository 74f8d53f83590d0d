import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { auditTable } from '../audit/audit.table.js';
import { founder, startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

const password = 'a fine long password';

for (const kind of storeKinds) {
  describe(`The users of an installation on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });
    const address = () => `person${(count += 1)}@example.org`;
    const create = async (values: object = {}) => {
      const answer = await host.admin.post('/users', {
        email: address(),
        name: 'Person',
        password,
        ...values,
      });
      assert.equal(answer.status, 201, answer.text);
      return { ...answer.body, id: String(answer.body['id']), email: String(answer.body['email']) };
    };
    const logIn = (email: string, secret = password) =>
      host.anonymous.post('/auth/login', { email, password: secret });
    it('are made by its administrators with a first password and memberships', async () => {
      const memberships = [{ projectId: host.projectId, role: 'analyst' }];
      const user = await create({ memberships });
      const api = await host.enterAs(user.id);
      const { body } = await api.get('/auth/me');
      assert.deepEqual(body['project'], { id: host.projectId, name: 'Default', role: 'analyst' });
      assert.deepEqual(body['permissions'], ['connector.read', 'pattern.read', 'pattern.run']);
      const taken = await host.admin.post('/users', {
        email: user.email.toUpperCase(),
        name: 'Twin',
        password,
      });
      assert.deepEqual([taken.status, taken.body['code']], [409, 'email-taken']);
      const weak = await host.admin.post('/users', { email: address(), name: 'P', password: 'password1' });
      assert.deepEqual([weak.status, weak.body['code']], [422, 'weak-password']);
      const nowhere = await host.admin.post('/users', {
        ...{ email: address(), name: 'P', password },
        memberships: [{ projectId: 'missing', role: 'admin' }],
      });
      assert.equal(nowhere.status, 422);
    });

    it('may be in no project, and then only look after themselves', async () => {
      const user = await create();
      const api = await host.enterAs(user.id);
      assert.equal((await api.get('/auth/me')).body['project'], null);
      assert.equal((await api.get('/connections')).status, 403);
      assert.deepEqual((await api.get('/projects')).body['items'], []);
    });

    it('come in by a link that works once, and choose a password that nobody else knows', async () => {
      const { passwordLink, pending, ...user } = (await create({ password: undefined })) as unknown as {
        passwordLink: { token: string; path: string };
        pending: boolean;
        id: string;
        email: string;
      };
      assert.ok(pending && passwordLink.path.endsWith(`#${passwordLink.token}`));
      assert.equal((await logIn(user.email, '')).status, 422);
      assert.equal((await logIn(user.email, 'x')).status, 401);
      const rows: unknown = await host.store.dataSource.query('SELECT * FROM password_links');
      assert.ok(!JSON.stringify(rows).includes(passwordLink.token));
      const choose = (secret: string, token = passwordLink.token) =>
        host.anonymous.post('/auth/password-link', { token, password: secret });
      assert.equal((await choose(user.email)).body['code'], 'weak-password');
      assert.equal((await choose(password)).status, 200);
      assert.deepEqual((await choose(password)).body['code'], 'password-link-invalid');
      assert.equal((await choose(password, 'made up')).body['code'], 'password-link-invalid');
      assert.equal((await logIn(user.email)).status, 200);
    });

    it('get a new link instead of an earlier one, and their sessions end when it is used', async () => {
      const user = await create();
      const api = await host.enterAs(user.id);
      const first = await host.admin.post(`/users/${user.id}/password-link`);
      const second = await host.admin.post(`/users/${user.id}/password-link`);
      const use = (link: typeof first) =>
        host.anonymous.post('/auth/password-link', { token: link.body['token'], password: `${password} 2` });
      assert.equal((await use(first)).status, 404);
      assert.equal((await api.get('/auth/me')).status, 200);
      assert.equal((await use(second)).status, 200);
      assert.equal((await api.get('/auth/me')).status, 401);
    });

    it('are renamed, and let in no more from the moment they are disabled', async () => {
      const user = await create({ memberships: [{ projectId: host.projectId, role: 'designer' }] });
      const api = await host.enterAs(user.id);
      const { token } = (await api.post('/tokens', { name: 't', scopes: ['pattern.read'] })).body;
      const program = host.anonymous.with({ authorization: `Bearer ${String(token)}` });
      assert.equal((await program.get('/patterns')).status, 200);
      const changed = await host.admin.patch(`/users/${user.id}`, { name: 'New', email: address() });
      assert.deepEqual([changed.status, changed.body['name']], [200, 'New']);
      assert.equal((await host.admin.post(`/users/${user.id}/disable`)).body['disabled'], true);
      for (const closed of [api, program]) assert.equal((await closed.get('/auth/me')).status, 401);
      assert.equal((await logIn(String(changed.body['email']))).status, 401);
      await host.admin.post(`/users/${user.id}/enable`);
      assert.equal((await api.get('/auth/me')).status, 401, 'an ended session stays ended');
      assert.equal((await program.get('/auth/me')).status, 200);
      assert.equal((await logIn(String(changed.body['email']))).status, 200);
    });

    it('are found in a list', async () => {
      const user = await create({ name: 'Ärgerlich 100%' });
      for (const q of ['100%', user.email.slice(0, 9).toUpperCase()]) {
        const { body } = await host.admin.get(`/users?q=${encodeURIComponent(q)}&limit=200`);
        assert.ok(
          (body['items'] as { id: string }[]).some(({ id }) => id === user.id),
          q,
        );
      }
      const { text } = await host.admin.get('/users?limit=200');
      assert.doesNotMatch(text, /argon2|passwordHash|emailKey/);
    });

    it('leave one administrator at least, also when two remove each other at once', async () => {
      const { body } = await host.admin.get('/auth/me');
      const { id } = body['user'] as { id: string };
      for (const answer of [
        await host.admin.patch(`/users/${id}`, { instanceRole: 'member' }),
        await host.admin.post(`/users/${id}/disable`),
        await host.admin.delete(`/users/${id}`),
      ])
        assert.deepEqual([answer.status, answer.body['code']], [409, 'last-admin']);
      const other = await create({ instanceRole: 'admin' });
      const crosswise = await Promise.all([
        host.admin.post(`/users/${other.id}/disable`),
        (await host.enterAs(other.id)).post(`/users/${id}/disable`),
      ]);
      // The loser finds that it would be the last one, or that its session has ended.
      assert.equal(
        crosswise.filter(({ status }) => status === 200).length,
        1,
        crosswise.map(({ text }) => text).join(),
      );
      await host.store.dataSource.query('UPDATE users SET disabled = false');
      host.admin = await host.enterAs(id);
    });

    it('are deleted with what is theirs alone', async () => {
      const user = await create({ memberships: [{ projectId: host.projectId, role: 'designer' }] });
      const api = await host.enterAs(user.id);
      const connection = { type: 'http', config: { baseUrl: 'https://example.org' } };
      const shared = await api.post('/connections', { name: `s${user.id}`, ...connection });
      const own = await api.post('/connections', { name: 'own', scope: 'personal', ...connection });
      const refused = await host.admin.delete(`/users/${user.id}`);
      assert.deepEqual([refused.status, refused.body['connectionCount']], [409, 1]);
      assert.equal((await host.admin.delete(`/users/${user.id}?deletePersonalConnections=true`)).status, 204);
      assert.equal((await api.get('/auth/me')).status, 401);
      assert.equal((await host.admin.get(`/users/${user.id}`)).body['code'], 'user-not-found');
      const left = await host.admin.get(`/connections/${String(shared.body['id'])}`);
      assert.deepEqual([left.status, left.body['owner']], [200, null]);
      const rows = await host.store.dataSource.query<unknown[]>(
        `SELECT id FROM connections WHERE id = '${String(own.body['id'])}'`,
      );
      assert.equal(rows.length, 0);
    });

    it('are recorded whenever something about them changes, without their names', async () => {
      const rows = await host.store.manager.find(auditTable);
      const actions = new Set(rows.map(({ action }) => action));
      for (const done of [
        'created',
        'changed',
        'disabled',
        'enabled',
        'deleted',
        'passwordLinkMade',
        'passwordChosen',
      ])
        assert.ok(actions.has(`user.${done}`), done);
      assert.doesNotMatch(JSON.stringify(rows), /@example\.org|a fine long/);
    });
  });

  describe(`The first user on ${kind}`, () => {
    it('is one also when many set Patchbay up at once', async () => {
      const host = await startSpecHost({ kind });
      for (const table of ['users', 'sessions', 'project_members'])
        await host.store.dataSource.query(`DELETE FROM ${table}`);
      const attempts = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          host.anonymous.post('/setup', { ...founder, email: `founder${index}@example.org` }),
        ),
      );
      assert.deepEqual(attempts.map(({ status }) => status).sort(), [
        201,
        ...Array.from({ length: 7 }, () => 409),
      ]);
      assert.equal((await host.store.dataSource.query<unknown[]>('SELECT id FROM users')).length, 1);
    });
  });
}
