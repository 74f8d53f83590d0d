import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryDirectory } from '../../spec/temporary.js';
import { isRoot } from '../isolation/privileges.js';

/** As a host that does not run as root does it, when a plugin has closed what it leaves behind. */
const script = `
  const { mkdirSync, writeFileSync, chmodSync } = require('node:fs');
  const [, module, directory] = process.argv;
  mkdirSync(directory + '/left/closed/deep', { recursive: true });
  writeFileSync(directory + '/left/closed/deep/file', 'x');
  for (const name of ['/left/closed/deep', '/left/closed', '/left']) chmodSync(directory + name, 0);
  import(module).then(({ removeAll }) => removeAll(directory + '/left'));
`;

describe('What a runner leaves behind', () => {
  it('is removed also where it has closed its directories, and the host lives on', () => {
    const root = temporaryDirectory();
    const nobody = 65_534;
    chmodSync(root, 0o755);
    if (isRoot()) chownSync(root, nobody, nobody);
    const module = new URL('./remove-all.js', import.meta.url).href;
    const identity = isRoot() ? { uid: nobody, gid: nobody } : {};
    const { status, stderr } = spawnSync(process.execPath, ['-e', script, module, root], {
      ...identity,
      cwd: '/',
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    assert.ok(!existsSync(join(root, 'left')));
  });
});
