import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { repository, withFolder } from './temporary-folder.js';

describe('npm test', () => {
  it('fails when no spec file matches, instead of testing nothing', () => {
    const script = join(repository, 'tools/test.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, 'no-such-word'], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.equal(stderr, 'No spec file matches no-such-word\n');
  });

  it('finds spec files by their sources, so that the output of a deleted one never runs', async () => {
    const files = {
      'package.json': '{ "workspaces": ["packages/*"] }',
      'packages/a/package.json': '{}',
      'packages/a/src/deep/kept.spec.ts': '',
      'packages/a/src/kept.ts': '',
      'packages/a/dist/deep/kept.spec.js': '',
      'packages/a/dist/deleted.spec.js': '',
    };
    await withFolder(files, (root) => {
      cpSync(join(repository, 'tools'), join(root, 'tools'), { recursive: true });
      const specs = pathToFileURL(join(root, 'tools/test/specs.mjs')).href;
      const source = `import { findSpecs } from ${JSON.stringify(specs)}; console.log(findSpecs().join());`;
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.equal(stdout, 'packages/a/dist/deep/kept.spec.js\n');
    });
  });
});
