import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { freshLocation, freshStore, storeKinds } from '../spec/stores.js';
import { migrate, openStore } from './open-store.js';

for (const kind of storeKinds) {
  describe(`The migrations on ${kind}`, () => {
    it('make exactly the tables that the code declares', async () => {
      const store = await freshStore(kind);
      const { upQueries } = await store.dataSource.driver.createSchemaBuilder().log();
      assert.deepEqual(
        upQueries.map(({ query }) => query),
        [],
      );
    });

    it('can be run again and undone', async () => {
      const store = await freshStore(kind);
      await migrate(store);
      for (const _ of store.dataSource.migrations) await store.dataSource.undoLastMigration();
      const runner = store.dataSource.createQueryRunner();
      const left = await Promise.all(
        store.dataSource.entityMetadatas.map(({ tableName }) => runner.hasTable(tableName)),
      );
      assert.ok(left.every((exists) => !exists));
      await runner.release();
    });
  });
}

describe('The SQLite store', () => {
  it('keeps its files closed to other users', async () => {
    const location = await freshLocation('sqlite');
    const store = await openStore(location);
    await migrate(store);
    const { sqliteFile } = location as { sqliteFile: string };
    for (const suffix of ['', '-wal', '-shm'])
      assert.equal(statSync(sqliteFile + suffix).mode & 0o777, 0o600, suffix);
    await store.close();
  });

  it('writes an acknowledged transaction through to the disk', async () => {
    const store = await freshStore('sqlite');
    assert.deepEqual(await store.dataSource.query('PRAGMA synchronous'), [{ synchronous: 1 }]);
    assert.deepEqual(await store.dataSource.query('PRAGMA journal_mode'), [{ journal_mode: 'wal' }]);
  });
});
