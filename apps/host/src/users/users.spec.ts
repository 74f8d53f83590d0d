import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { founder, startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

for (const kind of storeKinds) {
  describe(`People on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    it('begin with one who sets Patchbay up, once', async () => {
      assert.deepEqual((await host.anonymous.get('/setup')).body, { needed: false });
      const again = await host.anonymous.post('/setup', { ...founder, email: 'second@example.org' });
      assert.deepEqual([again.status, again.body['code']], [409, 'setup-already-done']);
      const { body } = await host.admin.get('/auth/me');
      assert.equal((body['user'] as { email: string }).email, founder.email);
      assert.deepEqual(body['project'], { id: host.projectId, name: 'Default', role: 'admin' });
    });

    it('log in whatever the case of the address, and are refused alike for every reason', async () => {
      const { email, password } = founder;
      assert.equal(
        (await host.anonymous.post('/auth/login', { email: email.toUpperCase(), password })).status,
        200,
      );
      const wrong = await host.anonymous.post('/auth/login', { email, password: 'wrong password' });
      const unknown = await host.anonymous.post('/auth/login', { email: 'nobody@example.org', password });
      const plain = ({ status, body: { requestId: _, ...body } }: typeof wrong) => ({ status, body });
      assert.equal(wrong.status, 401);
      assert.deepEqual(plain(wrong), plain(unknown));
    });

    it('leave no token, hash of a password or password where it could be read', async () => {
      const { email, password } = founder;
      const { body } = await host.anonymous.post('/auth/login', { email, password });
      const sessions = JSON.stringify(await host.store.dataSource.query('SELECT * FROM sessions'));
      assert.ok(!sessions.includes(String(body['token'])));
      const users = JSON.stringify(await host.store.dataSource.query('SELECT * FROM users'));
      assert.ok(!users.includes(password));
      assert.doesNotMatch(JSON.stringify(body), /argon2|passwordHash/);
    });

    it('are recorded when they come, go or are refused', async () => {
      const { api } = await host.addUser('viewer');
      await api.post('/auth/logout');
      const rows = await host.store.dataSource.query<{ action: string }[]>('SELECT action FROM audit');
      const actions = new Set(rows.map(({ action }) => action));
      for (const action of ['user.created', 'user.loggedIn', 'user.loginRefused', 'user.loggedOut'])
        assert.ok(actions.has(action), action);
    });
  });
}

describe('The first user', () => {
  it('comes from the environment where it names one', async () => {
    const env = { PATCHBAY_ADMIN_EMAIL: founder.email, PATCHBAY_ADMIN_PASSWORD: founder.password };
    const host = await startSpecHost({ env });
    assert.equal((await host.admin.get('/auth/me')).status, 200);
  });

  it('needs address and password, and no weak one', async () => {
    await assert.rejects(startSpecHost({ env: { PATCHBAY_ADMIN_EMAIL: 'a@b.org' } }), /go together/);
    const weak = { PATCHBAY_ADMIN_EMAIL: 'a@b.org', PATCHBAY_ADMIN_PASSWORD: 'password1' };
    await assert.rejects(startSpecHost({ env: weak }), /PATCHBAY_ADMIN_PASSWORD: .* most common/);
  });
});
