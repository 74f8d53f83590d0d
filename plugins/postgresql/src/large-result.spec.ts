import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queryInSmallHeap } from '@patchbay/plugin-testing';
import { plainServer } from './spec/servers.js';

describe('a statement whose result does not fit into the memory', () => {
  const run = (statement: string) =>
    queryInSmallHeap({
      entry: new URL('./index.js', import.meta.url),
      connectorType: 'postgresql',
      config: plainServer(),
      statement,
    });

  it('fails with a clear error, and the process lives on', async () => {
    assert.deepEqual(await run("SELECT repeat('x', 1000) FROM generate_series(1, 80000)"), {
      code: 'items-exceed-memory',
    });
  });

  it('fails in the same way when it is many rows of one number', async () => {
    assert.deepEqual(await run('SELECT * FROM generate_series(1, 3000000)'), { code: 'items-exceed-memory' });
  });

  it('is not mistaken for many small rows', async () => {
    assert.deepEqual(await run('SELECT * FROM generate_series(1, 100000)'), { rows: 100_000 });
  });
});
