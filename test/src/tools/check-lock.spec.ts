import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { repository, withFolder } from './temporary-folder.js';

describe('the check of the lock', () => {
  it('accepts the lock of this repository', () => {
    assert.equal(check(repository), '');
  });

  it('accepts links between workspaces, nested packages and decided scripts', async () => {
    const packages = {
      'node_modules/@patchbay/errors': { resolved: 'packages/errors', link: true },
      'node_modules/a': { optionalDependencies: { 'a-linux': '1.0.0' } },
      'node_modules/a/node_modules/a-linux': { hasInstallScript: true },
    };
    assert.equal(await checkOf(packages, { 'a-linux': false }), '');
  });

  it('refuses the address of a registry', async () => {
    const packages = { 'node_modules/a': { resolved: 'https://registry.test/a.tgz' } };
    assert.match(await checkOf(packages), /names an address for node_modules\/a/);
  });

  it('refuses a platform package that is named and not locked', async () => {
    const packages = { 'node_modules/a': { optionalDependencies: { 'a-darwin': '1.0.0' } } };
    assert.match(await checkOf(packages), /node_modules\/a names a-darwin/);
  });

  it('refuses an install script that nobody decided on', async () => {
    assert.match(await checkOf({ 'node_modules/a': { hasInstallScript: true } }), /^a has an install script/);
  });

  it('refuses an approval that approves nothing', async () => {
    assert.match(await checkOf({}, { gone: true }), /names gone/);
  });
});

async function checkOf(packages: object, allowScripts: object = {}) {
  const files = {
    'package-lock.json': JSON.stringify({ packages }),
    'package.json': JSON.stringify({ allowScripts }),
  };
  return withFolder(files, check);
}

/** What the check says; empty when it is content. */
function check(root: string) {
  const script = join(repository, 'tools/check-lock.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });
  assert.equal(status, stderr === '' ? 0 : 1);
  return stderr;
}
