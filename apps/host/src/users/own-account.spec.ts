import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Api } from '../spec/api.js';
import { founder, startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

for (const kind of storeKinds) {
  describe(`Sessions and API tokens on ${kind}`, () => {
    let host: SpecHost;
    let password = founder.password;
    before(async () => {
      host = await startSpecHost({ kind });
    });
    const bearer = (token: unknown): Api => host.anonymous.with({ authorization: `Bearer ${String(token)}` });
    const logIn = async (api = host.anonymous) => {
      const { body, headers } = await api.post('/auth/login', { email: founder.email, password });
      return { api: bearer(body['token']), cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
    };
    const alive = async (api: Api) => (await api.get('/auth/me')).status === 200;

    it('begin anew at each login, and the one that the browser had ends', async () => {
      const first = await logIn();
      const second = await logIn(host.anonymous.with({ cookie: first.cookie }));
      assert.notEqual(first.cookie, second.cookie);
      assert.deepEqual([await alive(first.api), await alive(second.api)], [false, true]);
    });

    it('are listed without anything to log in with, and ended one by one or all at once', async () => {
      const here = await logIn(host.anonymous.with({ 'user-agent': 'Here/1' }));
      const there = await logIn(host.anonymous.with({ 'user-agent': 'There/1' }));
      const list = async () =>
        JSON.parse((await here.api.get('/auth/sessions')).text) as {
          id: string;
          userAgent: string;
          current: boolean;
        }[];
      const sessions = await list();
      assert.deepEqual(
        sessions.filter(({ current }) => current).map(({ userAgent }) => userAgent),
        ['Here/1'],
      );
      assert.ok(!JSON.stringify(sessions).includes(here.cookie.split('=')[1] ?? ''));
      const other = sessions.find(({ userAgent }) => userAgent === 'There/1')?.id ?? '';
      const stranger = await host.addUser('admin');
      assert.equal((await stranger.api.delete(`/auth/sessions/${other}`)).body['code'], 'session-not-found');
      assert.ok(await alive(there.api));
      assert.equal((await here.api.delete(`/auth/sessions/${other}`)).status, 204);
      assert.equal(await alive(there.api), false);
      const third = await logIn();
      assert.equal((await here.api.delete('/auth/sessions')).status, 204);
      assert.deepEqual(
        [await alive(here.api), await alive(third.api), await alive(host.admin)],
        [true, false, false],
      );
      host.admin = here.api;
      assert.equal((await list()).length, 1);
    });

    it('end thirty days after the login, however much they are used', async () => {
      const { api, id } = await host.addUser('viewer');
      const long = new Date(Date.now() - 30 * 24 * 3_600_000 + 60_000).toISOString();
      const soon = new Date(Date.now() + 30_000).toISOString();
      await host.store.dataSource.query(
        `UPDATE sessions SET "createdAt" = '${long}', "expiresAt" = '${soon}' WHERE "userId" = '${id}'`,
      );
      assert.ok(await alive(api));
      const [row] = await host.store.dataSource.query<{ expiresAt: string }[]>(
        `SELECT "expiresAt" FROM sessions WHERE "userId" = '${id}'`,
      );
      assert.ok(Date.parse(row?.expiresAt ?? '') <= Date.now() + 60_000, row?.expiresAt);
      await host.store.dataSource.query(
        `UPDATE sessions SET "expiresAt" = '${new Date().toISOString()}' WHERE "userId" = '${id}'`,
      );
      assert.equal(await alive(api), false);
    });

    it('end when the password is changed, which needs the old one', async () => {
      const old = await logIn();
      const change = (currentPassword: string, next: string) =>
        host.admin.post('/auth/password', { currentPassword, password: next });
      assert.equal((await change('wrong', 'another long password')).body['code'], 'invalid-login');
      assert.equal((await change(password, 'qwertyuiop')).body['code'], 'weak-password');
      const answer = await change(password, 'another long password');
      assert.equal(answer.status, 200, answer.text);
      password = 'another long password';
      assert.deepEqual([await alive(old.api), await alive(host.admin)], [false, false]);
      host.admin = bearer(answer.body['token']);
      assert.ok((await alive(host.admin)) && (await alive((await logIn()).api)));
    });

    it('let people rename themselves and nothing more', async () => {
      const { api } = await host.addUser('viewer');
      assert.equal((await api.patch('/auth/me', { name: 'Mine' })).body['name'], 'Mine');
      const more = await api.patch('/auth/me', { name: 'Mine', instanceRole: 'admin', passwordHash: 'x' });
      assert.deepEqual([more.status, more.body['code']], [400, 'unknown-member']);
    });

    const token = async (api: Api, values: object) => {
      const answer = await api.post('/tokens', { name: 'a program', ...values });
      assert.equal(answer.status, 201, answer.text);
      return {
        id: String(answer.body['id']),
        api: bearer(answer.body['token']),
        text: String(answer.body['token']),
      };
    };

    it('are narrowed to their scopes, shown once and kept as a hash', async () => {
      const made = await token(host.admin, { scopes: ['connector.read'] });
      assert.match(made.text, /^patchbay_[\w-]{43}$/);
      assert.equal((await made.api.get('/connections')).status, 200);
      for (const path of ['/patterns', '/users', '/audit'])
        assert.equal((await made.api.get(path)).body['code'], 'forbidden', path);
      const { text } = await host.admin.get('/tokens');
      assert.ok(!text.includes(made.text) && text.includes(made.text.slice(0, 13)));
      const stored = JSON.stringify(await host.store.dataSource.query('SELECT * FROM api_tokens'));
      assert.ok(!stored.includes(made.text));
    });

    it('are listed for their owner alone', async () => {
      const { id } = await token(host.admin, { scopes: ['connector.read'] });
      const colleague = await host.addUser('admin');
      const own = await token(colleague.api, { scopes: ['connector.read'] });
      const listed = async (api: Api) =>
        ((await api.get('/tokens')).body['items'] as { id: string }[]).map((each) => each.id);
      assert.deepEqual(await listed(colleague.api), [own.id]);
      const mine = await listed(host.admin);
      assert.deepEqual([mine.includes(id), mine.includes(own.id)], [true, false]);
    });

    it('say when a token was last used', async () => {
      const made = await token(host.admin, { scopes: ['pattern.read'] });
      const used = async () =>
        ((await host.admin.get('/tokens')).body['items'] as { id: string; lastUsedAt: string | null }[]).find(
          ({ id }) => id === made.id,
        )?.lastUsedAt;
      assert.equal(await used(), null);
      await made.api.get('/patterns');
      assert.ok(Date.now() - Date.parse((await used()) ?? '') < 60_000);
    });

    it('never let a token do more than its owner may at that moment', async () => {
      const designer = await host.addUser('designer');
      const tooMuch = await designer.api.post('/tokens', { name: 'n', scopes: ['pattern.read', 'admin'] });
      assert.deepEqual(
        [tooMuch.status, (tooMuch.body['errors'] as { pointer: string }[])[0]?.pointer],
        [422, '/scopes/1'],
      );
      const made = await token(designer.api, { scopes: ['connector.edit', 'pattern.read'] });
      const create = (name: string) =>
        made.api.post('/connections', { name, type: 'http', config: { baseUrl: 'https://example.org' } });
      assert.equal((await create(`t${designer.id}`)).status, 201);
      await host.admin.patch(`/projects/${host.projectId}/members/${designer.id}`, { role: 'viewer' });
      assert.equal((await create('later')).status, 403);
      assert.equal((await made.api.get('/patterns')).status, 200);
    });

    it('let no token make tokens, change passwords or end sessions', async () => {
      const made = await token(host.admin, { scopes: ['admin', 'instance'] });
      for (const [method, path, body] of [
        ['POST', '/tokens', { name: 'n', scopes: ['admin'] }],
        ['GET', '/tokens', undefined],
        ['POST', '/auth/password', { currentPassword: password, password: 'x' }],
        ['DELETE', '/auth/sessions', undefined],
        ['POST', '/auth/logout', undefined],
      ] as const) {
        const answer = await (body === undefined
          ? made.api.send(method, path)
          : made.api.send(method, path, JSON.stringify(body), { 'content-type': 'application/json' }));
        assert.equal(answer.status, 403, path);
      }
    });

    it('bind a token to one project, where others look like missing ones', async () => {
      const projectId = String((await host.admin.post('/projects', { name: 'Other' })).body['id']);
      const bound = await token(host.admin, { scopes: ['connector.read'], projectId });
      const me = await bound.api.get('/auth/me');
      assert.equal((me.body['project'] as { id: string }).id, projectId);
      const elsewhere = (id: string) => bound.api.with({ 'x-patchbay-project': id }).get('/connections');
      assert.equal((await elsewhere(projectId)).status, 200);
      for (const id of [host.projectId, 'missing'])
        assert.equal((await elsewhere(id)).body['code'], 'project-not-found');
      assert.equal((await bound.api.get(`/projects/${host.projectId}`)).status, 404);
      assert.equal(((await bound.api.get('/projects')).body['items'] as unknown[]).length, 1);
      const wide = await host.admin.post('/tokens', { name: 'n', scopes: ['instance'], projectId });
      assert.equal(wide.status, 422);
      const stranger = await host.addUser('admin');
      const foreign = await stranger.api.post('/tokens', { name: 'n', scopes: ['admin'], projectId });
      assert.equal(foreign.body['code'], 'project-not-found');
    });

    it('end a token with its time, and at once when it is revoked', async () => {
      const over = await host.admin.post('/tokens', {
        ...{ name: 'n', scopes: ['admin'], expiresAt: '2020-01-01T00:00:00.000Z' },
      });
      assert.equal(over.status, 422);
      // An hour from now, in a zone where it is yesterday still.
      const inAnHour = new Date(Date.now() + 3_600_000 - 12 * 3_600_000).toISOString().replace('Z', '-12:00');
      const made = await token(host.admin, { scopes: ['pattern.read'], expiresAt: inAnHour });
      assert.ok(await alive(made.api));
      await host.store.dataSource.query(
        `UPDATE api_tokens SET "expiresAt" = '${new Date().toISOString()}' WHERE id = '${made.id}'`,
      );
      assert.equal(await alive(made.api), false);
      const other = await token(host.admin, { scopes: ['pattern.read'] });
      const stranger = await host.addUser('admin');
      assert.equal((await stranger.api.delete(`/tokens/${other.id}`)).body['code'], 'token-not-found');
      assert.ok(await alive(other.api));
      assert.equal((await host.admin.delete(`/tokens/${other.id}`)).status, 204);
      assert.equal(await alive(other.api), false);
    });
  });
}
