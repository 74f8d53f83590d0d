import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runnerGroup } from './command.js';
import { isRoot } from './privileges.js';
import { shareFiles } from './share-files.js';

describe('sharing a directory with the runners', () => {
  const root = mkdtempSync(join(tmpdir(), 'patchbay-share-'));
  after(() => {
    rmSync(root, { recursive: true });
  });
  const make = (path: string) => {
    writeFileSync(join(root, path), 'x', { mode: 0o600 });
    return join(root, path);
  };
  const isShared = (path: string) =>
    statSync(path).gid === runnerGroup && (statSync(path).mode & 0o060) === 0o060;

  it('opens files and directories in it to their group, and what is made there later', () => {
    mkdirSync(join(root, 'files/inner'), { recursive: true });
    const [first, second] = [make('files/a.db'), make('files/inner/b.db')];
    shareFiles(join(root, 'files'));
    // Without root there are no other users, and nothing needs to be shared.
    assert.deepEqual([first, second].map(isShared), [isRoot(), isRoot()]);
    if (isRoot()) assert.equal(statSync(make('files/c.db')).gid, runnerGroup);
  });

  it('follows no symlink and no second name, with which a runner would open the files of the host', () => {
    mkdirSync(join(root, 'trap'));
    mkdirSync(join(root, 'secrets'));
    const [linked, twice, inner] = [make('linked'), make('twice'), make('secrets/inner')];
    symlinkSync(linked, join(root, 'trap/symlink'));
    symlinkSync(join(root, 'secrets'), join(root, 'trap/directory'));
    linkSync(twice, join(root, 'trap/hard'));
    shareFiles(join(root, 'trap'));
    assert.deepEqual([linked, twice, inner, join(root, 'secrets')].map(isShared), [
      false,
      false,
      false,
      false,
    ]);
  });

  it('is led nowhere else by a runner that swaps directories for links meanwhile, and ends by none of that', async () => {
    mkdirSync(join(root, 'race/a'), { recursive: true });
    mkdirSync(join(root, 'foreign'));
    const foreign = make('foreign/key');
    symlinkSync(join(root, 'foreign'), join(root, 'race/link'));
    const swapper = spawn(process.execPath, ['-e', swapping, join(root, 'race')]);
    try {
      await once(swapper.stdout, 'data');
      for (const until = Date.now() + 1_000; Date.now() < until;) shareFiles(join(root, 'race'));
    } finally {
      swapper.kill('SIGKILL');
    }
    await once(swapper, 'exit');
    assert.deepEqual([foreign, join(root, 'foreign')].map(isShared), [false, false]);
  });
});

/** What a plugin does all the time to be there between two steps of the host. */
const swapping = `
  const { mkdirSync, renameSync, rmdirSync } = require('node:fs');
  process.chdir(process.argv[1]);
  console.log('at work');
  for (;;) {
    renameSync('a', 'b');
    renameSync('link', 'a');
    renameSync('a', 'link');
    renameSync('b', 'a');
    mkdirSync('short');
    rmdirSync('short');
  }
`;
