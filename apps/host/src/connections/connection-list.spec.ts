import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ConnectionSummary } from '@patchbay/contracts';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';
import { connectionTable } from './connection.table.js';

const config = { host: 'db.example.org', database: 'shop', username: 'reader', password: 'planted-secret-1' };

for (const kind of storeKinds) {
  describe(`The list of connections on ${kind}`, () => {
    let host: SpecHost;
    before(async () => {
      host = await startSpecHost({ kind });
    });

    const names = async (query: string, api = host.admin) => {
      const { status, body, text } = await api.get(`/connections?${query}`);
      assert.equal(status, 200, text);
      return (body['items'] as ConnectionSummary[]).map(({ name }) => name);
    };

    it('comes in pages that neither repeat nor skip, and by every filter', async () => {
      const { api } = await host.addUser('admin', await host.addProject());
      for (let index = 0; index < 7; index += 1) {
        const type =
          index % 2 === 0
            ? { type: 'postgresql', config }
            : { type: 'http', config: { baseUrl: 'https://example.org' } };
        const tags = index === 0 ? ['t', 'a "b', 'ä%'] : ['t'];
        const metadata = index === 0 ? { team: 'a "b', 'x/y': ',"team":"c"' } : { team: 'd' };
        await api.post('/connections', { name: `listed ${index}`, tags, metadata, ...type });
      }
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body } = await api.get(`/connections?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
        seen.push(...(body['items'] as ConnectionSummary[]).map(({ name }) => name));
        cursor = body['nextCursor'] as string | null;
      }
      assert.deepEqual([...seen].sort(), [
        'listed 0',
        'listed 1',
        'listed 2',
        'listed 3',
        'listed 4',
        'listed 5',
        'listed 6',
      ]);
      assert.equal((await names('type=rds', api)).length, 4);
      assert.equal((await names('category=api', api)).length, 3);
      assert.equal((await names('capability=sql', api)).length, 4);
      assert.deepEqual(await names('q=LISTED%206', api), ['listed 6']);
      assert.deepEqual(await names('q=%25', api), []);
      assert.equal((await names('status=active', api)).length, 7);
      assert.equal((await names('tag=t', api)).length, 7);
      for (const tag of ['a "b', 'ä%'])
        assert.deepEqual(await names(`tag=${encodeURIComponent(tag)}`, api), ['listed 0'], tag);
      assert.equal((await names('metadata=team:d', api)).length, 6);
      for (const entry of ['team:a "b', 'x/y:,"team":"c"'])
        assert.deepEqual(await names(`metadata=${encodeURIComponent(entry)}`, api), ['listed 0'], entry);
      assert.equal((await names('scope=project', api)).length, 7);
      for (const none of [
        'status=disabled',
        'status=quarantined',
        'status=unknownType',
        'status=other',
        'status=failing',
        'status=stale',
        'scope=personal',
        'tag=T',
        'tag=b',
        'tag=a',
        'tag=%25',
        'metadata=team:c',
        'metadata=team:',
        'metadata=y:d',
        'metadata=eam:d',
        'owner=nobody',
        'capability=mail',
      ]) {
        assert.deepEqual(await names(none, api), [], none);
      }
      for (const wrong of ['cursor=made-up', 'metadata=team'])
        assert.equal((await api.get(`/connections?${wrong}`)).status, 422, wrong);
    });

    it('is narrowed by what the last test said, and by the owners, tags and metadata that there are', async () => {
      const { api, id: owner } = await host.addUser('admin', await host.addProject());
      const make = async (values: object) =>
        String((await api.post('/connections', { type: 'postgresql', config, ...values })).body['id']);
      const failing = await make({ name: 'failing', tags: ['b', 'a'], metadata: { team: 'x' } });
      const stale = await make({
        name: 'stale',
        tags: ['b'],
        scope: 'personal',
        metadata: { team: 'x', a: '' },
      });
      const lastTest = { ok: false, outcome: 'timeout' as const, latencyMs: 1 };
      const { manager } = host.store;
      await manager.update(connectionTable, failing, { lastTest, lastTestedAt: new Date().toISOString() });
      await manager.update(connectionTable, stale, { createdAt: '2026-01-01T00:00:00.000Z' });
      assert.deepEqual(await names('status=failing', api), ['failing']);
      assert.deepEqual(await names('status=stale', api), ['stale']);
      assert.deepEqual(await names('scope=personal', api), ['stale']);
      assert.deepEqual(await names(`owner=${owner}&tag=a`, api), ['failing']);
      assert.deepEqual(await names('metadata=a:', api), ['stale']);
      const { owners, tags, metadata } = (await api.get('/connections/facets')).body;
      assert.deepEqual([(owners as { id: string }[]).map(({ id }) => id), tags], [[owner], ['a', 'b']]);
      assert.deepEqual(metadata, ['a:', 'team:x']);
    });
  });
}
