import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { AuditRecord } from '@patchbay/contracts';
import type { Api } from '../spec/api.js';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { canonicalJson, hashOf } from './chain.js';

for (const kind of storeKinds) {
  describe(`The routes of the audit log on ${kind}`, () => {
    let host: SpecHost;
    let designer: { api: Api; id: string };
    let connectionId: string;
    before(async () => {
      host = await startSpecHost({ kind });
      designer = await host.addUser('designer');
      const config = { baseUrl: 'https://example.org' };
      const made = await designer.api.post('/connections', { name: 'audited', type: 'http', config });
      connectionId = String(made.body['id']);
      await designer.api.patch(`/connections/${connectionId}`, { description: 'changed' });
      await host.admin.post('/users', {
        email: 'a@example.org',
        name: 'A',
        password: 'a fine long password',
      });
    });
    const list = async (query = '', api = host.admin) => {
      const answer = await api.get(`/audit${query}`);
      assert.equal(answer.status, 200, answer.text);
      return answer.body as unknown as { items: AuditRecord[]; nextCursor: string | null };
    };
    const lines = async (query = '') =>
      (await host.admin.get(`/audit/export${query}`)).text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as AuditRecord);

    it('show what happened in the project, newest first and page by page', async () => {
      const all = (await list('?limit=200')).items;
      assert.ok(all.every(({ projectId }) => projectId === host.projectId));
      assert.deepEqual(
        all.filter(({ subjectId }) => subjectId === connectionId).map(({ action }) => action),
        ['connection.changed', 'connection.created'],
      );
      const paged: AuditRecord[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: Awaited<ReturnType<typeof list>> = await list(
          `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
        );
        paged.push(...page.items);
        cursor = page.nextCursor;
      }
      assert.deepEqual(paged, all);
      assert.equal((await host.admin.get('/audit?cursor=1;x')).status, 422);
    });

    it('filter by actor, action, subject and time', async () => {
      const count = async (query: string) => (await list(`?limit=200&${query}`)).items.length;
      assert.equal(await count(`actor=user:${designer.id}&subjectId=${connectionId}`), 2);
      assert.equal(await count('actor=user:'), 0);
      assert.equal(await count(`action=connection.created&subjectId=${connectionId}`), 1);
      assert.equal(await count(`action=connection.&subjectId=${connectionId}`), 2);
      assert.equal(await count(`subjectType=pattern&subjectId=${connectionId}`), 0);
      const [last] = (await list(`?subjectId=${connectionId}&limit=1`)).items;
      const at = encodeURIComponent(last?.at ?? '');
      assert.equal(await count(`subjectId=${connectionId}&to=${at}`), 1);
      assert.equal(await count(`action=connection.changed&from=${at}&subjectId=${connectionId}`), 1);
      assert.equal((await host.admin.get('/audit?from=yesterday')).status, 422);
    });

    it('find what a token did with what its owner did', async () => {
      const { body } = await designer.api.post('/tokens', { name: 't', scopes: ['connector.edit'] });
      const program = host.anonymous.with({ authorization: `Bearer ${String(body['token'])}` });
      await program.patch(`/connections/${connectionId}`, { description: 'by a program' });
      const [record] = (await list(`?actor=user:${designer.id}&action=connection.changed`)).items;
      assert.equal(record?.actor, `user:${designer.id}/token:${String(body['id'])}`);
    });

    it('show the whole installation to its administrators alone', async () => {
      const whole = (await list('?scope=instance&limit=200')).items;
      assert.ok(whole.some(({ action, projectId }) => action === 'user.created' && projectId === null));
      const projectAdmin = await host.addUser('admin');
      assert.equal((await projectAdmin.api.get('/audit?scope=instance')).status, 403);
      assert.equal((await projectAdmin.api.get('/audit/export?scope=instance')).status, 403);
      const foreign = await host.addUser('admin', await host.addProject());
      assert.deepEqual((await list('', foreign.api)).items, []);
    });

    it('hand the log out as JSON lines, from which anybody can check the chain', async () => {
      const answer = await host.admin.get('/audit/export?scope=instance');
      assert.match(answer.headers.get('content-type') ?? '', /^application\/x-ndjson/);
      const records = await lines('?scope=instance');
      assert.deepEqual(
        records.map(({ sequence }) => sequence),
        records.map((_, index) => index + 1),
      );
      for (const { hash, details, ...record } of records)
        assert.equal(hashOf({ ...record, details: canonicalJson(details) }), hash);
      assert.deepEqual((await lines(`?subjectId=${connectionId}&action=connection.created`)).length, 1);
    });

    it('verify the chain, name the first bad record, and know a head that was kept', async () => {
      const sound = (await host.admin.post('/audit/verify')).body;
      assert.deepEqual([sound['ok'], sound['firstBad']], [true, null]);
      const head = sound['head'] as { sequence: number; hash: string };
      await designer.api.patch(`/connections/${connectionId}`, { description: 'later' });
      assert.equal((await host.admin.post('/audit/verify', { expected: head })).body['ok'], true);
      const other = { ...head, hash: 'f'.repeat(64) };
      assert.deepEqual((await host.admin.post('/audit/verify', { expected: other })).body['firstBad'], {
        sequence: head.sequence,
        problem: 'it is not the record that was known',
      });
      await host.store.dataSource.query("UPDATE audit SET actor = 'system' WHERE sequence = 3");
      const bad = (await host.admin.post('/audit/verify', {})).body;
      assert.deepEqual([bad['ok'], bad['checked'], bad['head']], [false, 2, null]);
      assert.deepEqual(bad['firstBad'], { sequence: 3, problem: 'it was edited' });
    });
  });
}
