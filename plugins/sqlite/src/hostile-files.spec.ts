import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { getHeapStatistics } from 'node:v8';
import { assertHarmless, testConnection } from '@patchbay/plugin-testing';
import { sqlite } from './connector.js';
import { allowedDirectory, openFile, rowsOf } from './spec/files.js';
import { bystanderOf, hostileFiles, marker, plantedLog } from './spec/hostile-files.js';

/** As long as no driver fills the memory with what a file claims. */
const mostBytes = 200_000_000;

describe('the test of a SQLite connection ends in time, truthfully and without harm when a file', () => {
  const inside = allowedDirectory();
  after(inside.remove);

  for (const [index, { name, outcomes, make }] of hostileFiles.entries()) {
    it(name, async () => {
      const directory = join(inside.path, `${index}`);
      mkdirSync(directory);
      const path = join(directory, 'planted.db');
      const bystander = bystanderOf(path);
      writeFileSync(bystander, 'of somebody else');
      await make(path);
      const before = process.memoryUsage.rss();
      const options = { allowedDirectories: [inside.path], deadlineMs: 5_000 };
      const { outcome, message = '' } = await testConnection(
        sqlite,
        { path, createIfMissing: true },
        options,
      );
      assert.ok(outcomes.includes(outcome), `it says ${outcome}: ${message}`);
      assert.ok(process.memoryUsage.rss() - before < mostBytes, 'it filled the memory');
      assertHarmless(message, [marker]);
      // A path that nobody may use is named as it was typed, so that people see which one.
      if (outcome !== 'refusedByPolicy') assert.ok(!message.includes(directory), `a path: ${message}`);
      assert.equal(readFileSync(bystander, 'utf8'), 'of somebody else');
      rmSync(directory, { recursive: true });
    });
  }
});

describe('a SQLite file that changes', () => {
  const inside = allowedDirectory();
  after(inside.remove);

  it('is reported as damaged when it is cut off while it is open, and the process goes on', async () => {
    const opened = await openFile(inside.path, { path: 'cut.db' });
    const database = opened.capability('sql');
    await rowsOf(database, 'CREATE TABLE t (x)');
    await rowsOf(
      database,
      'WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 200000) INSERT INTO t SELECT i FROM c',
    );
    truncateSync(join(inside.path, 'cut.db'), 8_192);
    await assert.rejects(rowsOf(database, 'SELECT sum(x) FROM t'), { code: 'sql-failed' });
    await opened.close();
  });

  it('is not read into more memory than the process has', async () => {
    const opened = await openFile(inside.path, { path: 'shop.db', createIfMissing: true });
    const handle = await opened.client.openHandle();
    const [limit] = (await (await handle.prepare('PRAGMA hard_heap_limit')).raw(true).all([])) as bigint[][];
    assert.ok(Number(limit?.[0]) > 0 && Number(limit?.[0]) < getHeapStatistics().heap_size_limit);
    handle.close();
    await opened.close();
  });

  it('does not hold up the process when what it declares lies in its log', async () => {
    const path = join(inside.path, 'logged.db');
    await plantedLog(path, 50_000);
    const options = { allowedDirectories: [inside.path], deadlineMs: 300 };
    const { outcome, latencyMs } = await testConnection(sqlite, { path }, options);
    assert.equal(outcome, 'timeout');
    assert.ok(latencyMs < 2_000, `it took ${latencyMs} ms`);
  });
});
