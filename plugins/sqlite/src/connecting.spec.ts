import assert from 'node:assert/strict';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { sqlite } from './connector.js';
import { allowedDirectory, openFile, rowsOf } from './spec/files.js';

describe('opening a SQLite file', () => {
  const inside = allowedDirectory();
  const outside = allowedDirectory();
  after(() => {
    inside.remove();
    outside.remove();
  });

  it('refuses files outside of the allowed directories', async () => {
    const secret = join(outside.path, 'secret.db');
    writeFileSync(secret, '');
    symlinkSync(secret, join(inside.path, 'link.db'));
    for (const path of [secret, `../${secret}`, 'link.db', `file://${secret}`, ':memory:/../../x']) {
      await assert.rejects(openFile(inside.path, { path }), { code: 'file-not-allowed' }, path);
    }
  });

  it('creates a file only when somebody said so', async () => {
    const config = { path: 'new.db', createIfMissing: false };
    await assert.rejects(openFile(inside.path, config), { code: 'connect-unreachable' });
    await assert.rejects(openFile(inside.path, { path: 'new.db', readOnly: true }), {
      code: 'connect-unreachable',
    });
    assert.ok(!existsSync(join(inside.path, 'new.db')));
    const opened = await openFile(inside.path, { path: 'new.db' });
    await rowsOf(opened.capability('sql'), 'CREATE TABLE t (x)');
    await opened.close();
    assert.ok(existsSync(join(inside.path, 'new.db')));
  });

  it('changes nothing in a read-only file', async () => {
    const writer = await openFile(inside.path, { path: 'fixed.db' });
    await rowsOf(writer.capability('sql'), 'CREATE TABLE t (x)');
    await writer.close();
    const reader = await openFile(inside.path, { path: 'fixed.db', readOnly: true });
    const { signal } = new AbortController();
    const database = reader.capability('sql');
    await assert.rejects(rowsOf(database, 'INSERT INTO t VALUES (1)'), { message: /READONLY/u });
    const write = { operation: 'insert', table: 't', columns: ['x'], rows: [{ x: 1 }] } as const;
    await assert.rejects(database.write(write, { signal }), { message: /READONLY/u });
    await reader.close();
  });

  it('tells a file that is no database', async () => {
    writeFileSync(join(inside.path, 'text.db'), 'this is a text and no database '.repeat(100));
    const opened = await openFile(inside.path, { path: 'text.db' });
    await assert.rejects(async () => sqlite.test(opened.client, { signal: AbortSignal.timeout(5_000) }), {
      code: 'connect-protocol',
    });
    await opened.close();
  });
});
