import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshStore, storeKinds } from '../spec/stores.js';
import { userTable, type UserRow } from '../users/user.table.js';
import { insertRows } from './rows.js';
import { now } from './table.js';

const user = (id: string): UserRow => ({
  id,
  email: `${id}@example.org`,
  emailKey: `${id}@example.org`,
  name: `name of ${id}`,
  passwordHash: 'none',
  instanceRole: 'member',
  disabled: false,
  createdAt: now(),
});

for (const kind of storeKinds) {
  describe(`Rows on ${kind}`, () => {
    it('stay what they were when they are inserted in another order than that of the store', async () => {
      const store = await freshStore(kind);
      const rows = ['c', 'a', 'b'].map(user);
      const before = structuredClone(rows);
      await insertRows(store.manager, userTable, rows);
      assert.deepEqual(rows, before);
      const stored = await store.manager.find(userTable, { order: { id: 'DESC' } });
      assert.deepEqual(
        stored.map(({ id, name }) => [id, name]),
        ['c', 'b', 'a'].map((id) => [id, `name of ${id}`]),
      );
    });
  });
}
