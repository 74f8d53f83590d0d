import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createFileAccess } from './files.js';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-files-')));
const allowed = join(root, 'allowed');
const outside = join(root, 'allowed-not');
mkdirSync(join(allowed, 'sub'), { recursive: true });
mkdirSync(outside);
writeFileSync(join(allowed, 'shop.db'), '');
writeFileSync(join(outside, 'secret.db'), '');
symlinkSync(join(outside, 'secret.db'), join(allowed, 'link.db'));
symlinkSync(join(outside, 'new.db'), join(allowed, 'dangling.db'));
symlinkSync(outside, join(allowed, 'way-out'));
symlinkSync(join(allowed, 'shop.db'), join(allowed, 'inner.db'));
symlinkSync(allowed, join(root, 'alias'));

const files = createFileAccess([allowed]);

describe('file access', () => {
  it('gives the real path of a file in an allowed directory, existing or new', async () => {
    assert.equal(await files.resolve(join(allowed, 'shop.db')), join(allowed, 'shop.db'));
    assert.equal(await files.resolve('shop.db'), join(allowed, 'shop.db'));
    assert.equal(await files.resolve('sub/new.db'), join(allowed, 'sub', 'new.db'));
    assert.equal(await files.resolve('inner.db'), join(allowed, 'shop.db'));
    assert.equal(await createFileAccess([join(root, 'alias')]).resolve('shop.db'), join(allowed, 'shop.db'));
  });

  for (const path of [
    '../allowed-not/secret.db',
    join(outside, 'secret.db'),
    'link.db',
    'dangling.db',
    'way-out/secret.db',
    'way-out/new.db',
    '/etc/passwd',
    '',
    'a\0b',
    'none/new.db',
    '.',
    '..',
    allowed,
  ]) {
    it(`refuses ${JSON.stringify(path.replace(root, '<root>'))}`, async () => {
      await assert.rejects(files.resolve(path), { code: 'file-not-allowed' });
    });
  }

  it('refuses everything when no directory is allowed', async () => {
    await assert.rejects(createFileAccess([]).resolve('/etc/passwd'), { code: 'file-not-allowed' });
  });
});
