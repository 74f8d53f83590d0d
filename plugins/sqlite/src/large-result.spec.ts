import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { queryInSmallHeap } from '@patchbay/plugin-testing';
import { allowedDirectory } from './spec/files.js';

describe('a statement whose result does not fit into the memory', () => {
  const inside = allowedDirectory();
  after(inside.remove);
  const run = (count: number, value: string) =>
    queryInSmallHeap({
      entry: new URL('./index.js', import.meta.url),
      connectorType: 'sqlite',
      config: { path: 'shop.db', createIfMissing: true },
      statement: `WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${count}) SELECT ${value} AS x FROM c`,
      allowedDirectories: [inside.path],
    });

  it('fails with a clear error, and the process lives on', async () => {
    assert.deepEqual(await run(20_000, 'hex(zeroblob(1000))'), { code: 'items-exceed-memory' });
  });

  it('fails in the same way when it is many rows of one number', async () => {
    assert.deepEqual(await run(3_000_000, 'i'), { code: 'items-exceed-memory' });
  });

  it('is not mistaken for many small rows', async () => {
    assert.deepEqual(await run(100_000, 'i'), { rows: 100_000 });
  });
});
