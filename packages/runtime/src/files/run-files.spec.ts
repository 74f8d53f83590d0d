import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { mostRunFiles } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import type { BinaryReference } from '@patchbay/plugin-sdk';
import { RunFiles } from './run-files.js';

const withCode = (code: string) => (error: unknown) => isPatchbayError(error) && error.code === code;

describe('The files of a run', () => {
  let directory: string;
  before(() => void (directory = mkdtempSync(join(tmpdir(), 'run-files-'))));
  after(() => rmSync(directory, { recursive: true }));
  const told: BinaryReference[] = [];
  const files = (runId = 'run') =>
    new RunFiles({ directory, fileBytes: 10, runBytes: 15 }, runId, (file) => void told.push(file));
  const facts = { mimeType: 'text/plain', fileName: 'a.txt' };

  it('are written and read in pieces', async () => {
    const store = files();
    const reference = await store.write([Buffer.from('hel'), Buffer.from('lo')], facts);
    assert.deepEqual([reference.size, reference.fileName], [5, 'a.txt']);
    assert.match(reference.id, /^run\.[0-9a-f-]{36}$/u);
    assert.deepEqual(told.at(-1), reference);
    assert.equal(Buffer.from(await store.bytes(reference)).toString(), 'hello');
  });

  it('leave nothing behind when they are too large', async () => {
    const before = readdirSync(directory).length;
    await assert.rejects(files().write(Buffer.alloc(11), facts), withCode('payload-too-large'));
    const store = files();
    await store.write(Buffer.alloc(10), facts);
    await assert.rejects(store.write(Buffer.alloc(10), facts), withCode('payload-too-large'));
    assert.equal(readdirSync(directory).length, before + 1);
    const own = await files().write(Buffer.alloc(5), facts);
    await assert.rejects(files().bytes(own, 4), withCode('payload-too-large'));
  });

  it('are limited in number, since the host opens all of them when the run ends', async () => {
    const store = files();
    for (let count = 0; count < mostRunFiles; count += 1) await store.write(Buffer.alloc(0), facts);
    const before = readdirSync(directory).length;
    await assert.rejects(store.write(Buffer.alloc(0), facts), withCode('payload-too-large'));
    assert.equal(readdirSync(directory).length, before);
  });

  it('are found by their ids alone, not by a path that an item holds, nor through a link', async () => {
    writeFileSync(join(directory, 'other'), 'x');
    const uuid = '0b2f6a52-7f0e-4d6b-9a53-3f1f64f0a7a1';
    symlinkSync(join(directory, 'other'), join(directory, `run.${uuid}`));
    for (const id of [
      'other',
      '../other',
      '/etc/passwd',
      `../x.${uuid}`,
      `a/b.${uuid}`,
      7 as unknown as string,
    ])
      await assert.rejects(
        async () => files().bytes({ id, mimeType: '', size: 0 }),
        withCode('run-file-not-found'),
        id,
      );
    await assert.rejects(files().bytes({ id: `run.${uuid}`, mimeType: '', size: 0 }), { code: 'ELOOP' });
    const gone = { id: `gone.${uuid}`, mimeType: '', size: 0 };
    await assert.rejects(files().bytes(gone), withCode('run-file-not-found'));
  });

  it('of another run become own ones when they are adopted', async () => {
    const [item] = await files('caller').adopt([
      { json: {}, binary: { data: await files('called').write(Buffer.from('kept'), facts) } },
    ]);
    const own = item?.binary?.['data'];
    assert.ok(own?.id.startsWith('caller.'));
    for (const name of readdirSync(directory).filter((each) => each.startsWith('called.')))
      rmSync(join(directory, name));
    assert.equal(
      Buffer.from(await files('caller').bytes(own ?? { id: '', mimeType: '', size: 0 })).toString(),
      'kept',
    );
  });
});
