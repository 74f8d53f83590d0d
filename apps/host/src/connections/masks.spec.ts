import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ConnectionDetail } from '@patchbay/contracts';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { ConnectionsService } from './connections.service.js';

const mask = '••••••••';
const secret = 'planted-secret-1';
const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: secret };

for (const kind of storeKinds) {
  describe(`Secrets of a connection on ${kind}`, () => {
    let host: SpecHost;
    let count = 0;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const create = async (values: object = config, type = 'postgresql'): Promise<ConnectionDetail> => {
      const { status, text } = await host.admin.post('/connections', {
        name: `c${(count += 1)}`,
        type,
        config: values,
      });
      assert.equal(status, 201, text);
      return JSON.parse(text) as ConnectionDetail;
    };
    const patch = (id: string, values: object) => host.admin.patch(`/connections/${id}`, { config: values });
    const stored = async (id: string) =>
      (await host.app.nest.get(ConnectionsService).openForLease(id, { projectId: host.projectId })).connection
        .config ?? {};

    it('are in no answer, nor is their length', async () => {
      const { id, secretKeys, secretsSetAt } = await create();
      assert.deepEqual(secretKeys, ['password']);
      assert.ok(secretsSetAt);
      const answers = [
        await host.admin.get(`/connections/${id}`),
        await host.admin.get('/connections'),
        await patch(id, { password: 'another-secret' }),
      ];
      for (const { text } of answers) assert.doesNotMatch(text, /planted-secret|another-secret/);
      assert.equal((answers[0]?.body['config'] as Record<string, unknown>)['password'], mask);
    });

    it('lie in the store sealed, and in no plain column', async () => {
      const { id } = await create();
      const [row] = await host.store.dataSource.query<Record<string, unknown>[]>(
        `SELECT * FROM connections WHERE id = '${id}'`,
      );
      assert.doesNotMatch(JSON.stringify(row), /planted-secret/);
      assert.deepEqual(JSON.parse(String(row?.['secretKeys'])), ['/password']);
    });

    it('are kept when the key is absent, and when it holds the mask', async () => {
      const { id } = await create();
      for (const values of [{}, { password: mask }]) {
        assert.equal((await patch(id, values)).status, 200);
        assert.equal((await stored(id))['password'], secret);
      }
    });

    it('are cleared by null', async () => {
      const { id } = await create();
      const { body } = await patch(id, { password: null });
      assert.deepEqual(body['secretKeys'], []);
      assert.equal((await stored(id))['password'], undefined);
    });

    it('cannot be kept where none is set', async () => {
      const refused = await host.admin.post('/connections', {
        name: 'masked',
        type: 'postgresql',
        config: { ...config, password: mask },
      });
      assert.equal(refused.status, 422);
      assert.equal(refused.body['code'], 'secret-not-set');
      assert.deepEqual(refused.body['errors'], [
        { pointer: '/config/password', detail: 'there is no stored secret to keep' },
      ]);
    });

    it('are taken exactly as typed: bullets as $value, seven or nine bullets, blanks, other forms of Unicode', async () => {
      const { id } = await create();
      const exact: [unknown, string][] = [
        [{ $value: mask }, mask],
        [{ $value: '' }, ''],
        ['•'.repeat(7), '•'.repeat(7)],
        ['•'.repeat(9), '•'.repeat(9)],
        ['  blanks around \n', '  blanks around \n'],
        ['e\u0301 is not \u00e9', 'e\u0301 is not \u00e9'],
        ['with \u0000 inside', 'with \u0000 inside'],
        ['x'.repeat(30_000), 'x'.repeat(30_000)],
      ];
      for (const [given, expected] of exact) {
        const { status, text } = await patch(id, { password: given });
        assert.equal(status, 200, text);
        assert.equal((await stored(id))['password'], expected);
      }
    });

    it('must be entered again when the destination changes', async () => {
      const { id } = await create();
      const repointed = [{ tls: 'off' }, { tlsVerify: false }, { tls: 'off', password: mask }];
      for (const values of repointed) {
        const refused = await patch(id, values);
        assert.equal(refused.status, 409, JSON.stringify(values));
        assert.equal(refused.body['code'], 'secret-reentry-required');
      }
      assert.equal((await patch(id, { tls: 'off', password: secret })).status, 200);
    });

    it('must be entered again when a test goes elsewhere', async () => {
      const { id } = await create();
      const override = {
        type: 'postgresql',
        connectionId: id,
        config: { ...config, host: 'evil.example.org', password: mask },
      };
      const refused = await host.admin.post('/connections/test', override);
      assert.equal(refused.body['code'], 'secret-reentry-required');
    });

    it('are not asked for when only what describes the connection changes', async () => {
      const { id } = await create();
      const { status } = await host.admin.patch(`/connections/${id}`, {
        name: `renamed ${id}`,
        description: 'x',
        tags: ['a'],
      });
      assert.equal(status, 200);
      assert.equal((await stored(id))['password'], secret);
    });

    it('give way to no change of what is named as identity', async () => {
      const { id } = await create();
      const refused = await patch(id, { host: 'other.example.org', password: secret });
      assert.equal(refused.status, 409);
      assert.equal(refused.body['code'], 'identity-immutable');
      assert.match(String(refused.body['detail']), /Duplicate/);
    });

    it('warn when they are too short to be found in outputs', async () => {
      const { warnings } = await create({ ...config, password: 'short' });
      assert.deepEqual(
        warnings?.map(({ pointer }) => pointer),
        ['/config/password'],
      );
      assert.equal((await create()).warnings, undefined);
    });

    it('hide in headers, whose names stay readable', async () => {
      const headers = { 'X-Api-Key': 'planted-secret-3' };
      const {
        id,
        config: shown,
        secretKeys,
      } = await create({ baseUrl: 'https://api.example.org/v1', headers }, 'http');
      assert.deepEqual(shown['headers'], { 'X-Api-Key': mask });
      assert.deepEqual(secretKeys, ['headers/X-Api-Key']);
      assert.deepEqual((await stored(id))['headers'], headers);
    });
  });
}
