import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { projectTable } from '../projects/project.table.js';
import { freshStore, storeKinds } from '../spec/stores.js';
import { insertRows } from './rows.js';
import { now } from './table.js';

for (const kind of storeKinds) {
  describe(`Transactions on ${kind}`, () => {
    it('run side by side without one undoing the other', async () => {
      const store = await freshStore(kind);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 50 }, (_, index) =>
          store.transaction(async (manager) => {
            await insertRows(manager, projectTable, {
              id: `p${index}`,
              name: 'x',
              isDefault: false,
              createdAt: now(),
            });
            await turn();
            if (index % 2 === 1) throw new Error('undone on purpose');
          }),
        ),
      );
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 25);
      const left = await store.manager.find(projectTable);
      assert.deepEqual(new Set(left.map(({ id }) => Number(id.slice(1)) % 2)), new Set([0]));
      assert.equal(left.length, 25);
    });

    it('refuse another one inside instead of waiting for themselves', async () => {
      const store = await freshStore(kind);
      const nested = store.transaction(() => store.transaction(() => Promise.resolve()));
      await assert.rejects(nested, /open already/);
      await store.transaction(() => Promise.resolve());
    });
  });
}
