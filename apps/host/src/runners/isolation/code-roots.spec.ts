import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { codeRoots } from './code-roots.js';

describe('the directories of code', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'patchbay-code-')));
  after(() => {
    rmSync(root, { recursive: true });
  });
  const write = (path: string, text = '') => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return join(root, path);
  };

  it('are packages, the linked packages that they need, and node_modules; nothing beside them', () => {
    const main = write('app/dist/main.js');
    write('app/package.json', JSON.stringify({ dependencies: { '@own/library': '1', foreign: '1' } }));
    write('packages/library/package.json', JSON.stringify({ dependencies: { '@own/deep': '1' } }));
    write('packages/deep/package.json', '{}');
    write('packages/other/package.json', '{}');
    write('node_modules/foreign/package.json', '{}');
    write('.env', 'PATCHBAY_MASTER_KEY=…');
    mkdirSync(join(root, 'node_modules/@own'));
    for (const name of ['library', 'deep', 'other']) {
      symlinkSync(`../../packages/${name}`, join(root, 'node_modules/@own', name));
    }
    const expected = ['app', 'packages/library', 'packages/deep', 'node_modules'].map((path) =>
      join(root, path),
    );
    const found = codeRoots([main]).filter((path) => path.startsWith(root));
    assert.deepEqual(found.sort(), expected.sort());
  });

  it('are the directory of the module where there is no package', () => {
    const lonely = write('lonely/plugin.js');
    assert.ok(codeRoots([lonely]).includes(dirname(lonely)));
  });
});
