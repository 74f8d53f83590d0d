import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { projectTable } from '../projects/project.table.js';
import { cleanUp } from '../spec/clean-up.js';
import { freshLocation, freshStore } from '../spec/stores.js';
import { migrate, openStore } from './open-store.js';
import { insertRows } from './rows.js';
import { Store } from './store.js';
import { now } from './table.js';
import { WalSync } from './wal-sync.js';

const row = (id: string) => ({ id, name: id, isDefault: false, createdAt: now() });

describe('The write-ahead log', () => {
  it('is on disk before a transaction is acknowledged', async () => {
    const { dataSource } = await freshStore('sqlite');
    // The kernel cannot write /dev/null to a disk and says so, as a failing disk would.
    const store = new Store(dataSource, new WalSync('/dev/null'));
    await assert.rejects(
      store.transaction((manager) => insertRows(manager, projectTable, row('a'))),
      { code: 'EINVAL' },
    );
    const missing = new Store(dataSource, new WalSync('/nowhere/at/all'));
    await assert.rejects(
      missing.transaction((manager) => insertRows(manager, projectTable, row('b'))),
      { code: 'ENOENT' },
    );
  });

  it('is watched over in every store on SQLite', async () => {
    const location = await freshLocation('sqlite');
    const store = await openStore(location);
    await migrate(store);
    const file = `${String(store.dataSource.options.database)}-wal`;
    const handles = () => readdirSync('/proc/self/fd').filter((fd) => target(fd) === file).length;
    const sqlites = handles();
    await store.transaction((manager) => insertRows(manager, projectTable, row('c')));
    assert.equal(handles(), sqlites + 1);
    await store.close();
    // SQLite's own handle goes when its memory is collected.
    assert.ok(handles() <= sqlites);
  });

  it('is written once for those who wait at once, and again for who comes later', async () => {
    const store = await freshStore('sqlite');
    const file = String(store.dataSource.options.database);
    const sync = new WalSync(`${file}-wal`);
    cleanUp(() => sync.close());
    const first = sync.done();
    const [second, third] = [sync.done(), sync.done()];
    assert.notEqual(first, second);
    assert.equal(second, third);
    await second;
    const fourth = sync.done();
    assert.notEqual(second, fourth);
    await fourth;
  });
});

function target(fd: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}
