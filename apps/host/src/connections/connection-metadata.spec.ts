import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { startSpecHost, type SpecHost } from '../spec/host.js';
import { storeKinds } from '../spec/stores.js';

const config = { baseUrl: 'https://api.example.org', authType: 'none' };

for (const kind of storeKinds) {
  describe(`The metadata of a connection on ${kind}`, () => {
    let host: SpecHost;
    let id: string;
    before(async () => {
      host = await startSpecHost({ kind });
      const { body } = await post({ name: 'Shop', metadata: { team: 'billing', 'ops/ticket': 'OPS-12' } });
      id = String(body['id']);
    });

    const post = (values: object) => host.admin.post('/connections', { type: 'http', config, ...values });
    const patch = (metadata: unknown) => host.admin.patch(`/connections/${id}`, { metadata });
    const stored = async () => (await host.admin.get(`/connections/${id}`)).body['metadata'];

    it('is replaced as a whole, kept by other changes, and taken away by null', async () => {
      assert.deepEqual(await stored(), { team: 'billing', 'ops/ticket': 'OPS-12' });
      const names = { toString: 'harmless', constructor: 'too', 'a.b_c-d/e': '\ud800 \0 "' };
      assert.equal((await patch(names)).status, 200);
      await host.admin.patch(`/connections/${id}`, { description: 'changed' });
      assert.deepEqual(await stored(), names);
      assert.deepEqual((await patch(null)).body['metadata'], {});
      assert.deepEqual(await stored(), {});
      assert.deepEqual((await post({ name: 'None', metadata: null })).body['metadata'], {});
    });

    it('is refused with a pointer to what is wrong, and nothing of it is stored', async () => {
      await patch({ team: 'billing' });
      const many = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`n${index}`, '']));
      const wrong: [unknown, string][] = [
        ['team', '/metadata'],
        [['team'], '/metadata'],
        [many, '/metadata'],
        [{ team: 7 }, '/metadata/team'],
        [{ team: null }, '/metadata/team'],
        [{ 'a/b': 'x'.repeat(257) }, '/metadata/a~1b'],
        [{ '': 'x' }, '/metadata/'],
        [{ 'a b': 'x' }, '/metadata/a b'],
        [{ 'a:b': 'x' }, '/metadata/a:b'],
        [{ ['x'.repeat(64)]: 'x' }, `/metadata/${'x'.repeat(64)}`],
      ];
      for (const [metadata, pointer] of wrong) {
        const errors = [await patch(metadata), await post({ name: 'Wrong', metadata })];
        for (const { status, body, text } of errors) {
          assert.deepEqual([status, body['code']], [422, 'validation-failed'], text);
          assert.ok(
            (body['errors'] as { pointer: string }[]).some((each) => each.pointer === pointer),
            text,
          );
        }
      }
      assert.deepEqual(await stored(), { team: 'billing' });
    });

    it('takes no name that would change a prototype', async () => {
      const { status, body } = await patch(JSON.parse('{ "__proto__": "x" }'));
      assert.deepEqual([status, body['code']], [400, 'malformed-json']);
    });

    it('leaves the names that changed in the record, and no value', async () => {
      await patch({ team: 'billing', ticket: 'OPS-12' });
      await patch({ team: 'sales', region: 'eu', ticket: 'OPS-12' });
      const records = await host.store.dataSource.query<{ details: string }[]>(
        `SELECT details FROM audit WHERE "subjectId" = '${id}' ORDER BY sequence`,
      );
      const { changed, metadata } = JSON.parse(records.at(-1)?.details ?? '{}') as Record<string, string[]>;
      assert.ok(changed?.includes('metadata'));
      assert.deepEqual(metadata, ['team', 'region']);
      assert.doesNotMatch(JSON.stringify(records), /sales|OPS-12|billing/);
    });
  });
}
