import assert from 'node:assert/strict';
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryDirectory } from '../../spec/temporary.js';
import { diskUse } from './disk-use.js';

const mega = 1024 * 1024;
const content = Buffer.alloc(4 * mega, 1);

/** In whole megabytes: what directories and names take besides is no matter here. */
async function used(directory: string, given: Record<string, number> = {}): Promise<number> {
  const bytes = await diskUse({ directory, pid: process.pid, given: new Map(Object.entries(given)) });
  return Math.round(bytes / mega);
}

describe('How much of the disk a runner fills', () => {
  it('is what lies in its directory and below it, each file once, and nothing behind a link', async () => {
    const root = temporaryDirectory();
    const directory = join(root, 'own');
    mkdirSync(join(directory, 'deep', 'deeper'), { recursive: true });
    writeFileSync(join(root, 'foreign'), content);
    writeFileSync(join(directory, 'a'), content);
    linkSync(join(directory, 'a'), join(directory, 'deep', 'the-same'));
    writeFileSync(join(directory, 'deep', 'deeper', 'b'), content);
    symlinkSync(join(root, 'foreign'), join(directory, 'link'));
    symlinkSync(root, join(directory, 'deep', 'up'));
    assert.equal(await used(directory), 8);
    // A file without contents of any length takes no room.
    truncateSync(join(directory, 'deep', 'deeper', 'b'), 0);
    truncateSync(join(directory, 'deep', 'deeper', 'b'), 2 ** 36);
    assert.equal(await used(directory), 4);
  });

  it('counts a file that has no name any more for as long as it is open', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'a');
    const file = openSync(path, 'w');
    writeSync(file, content);
    unlinkSync(path);
    assert.equal(await used(directory), 4);
    closeSync(file);
    assert.equal(await used(directory), 0);
  });

  it('counts of what the host gave it only what was added', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'given'), content);
    assert.equal(await used(directory, { given: content.length }), 0);
    writeFileSync(join(directory, 'given'), Buffer.alloc(6 * mega, 1));
    assert.equal(await used(directory, { given: content.length }), 2);
  });

  it('is too much where there are more names than one can look at', async () => {
    const directory = temporaryDirectory();
    for (let name = 0; name <= 30_000; name += 1) writeFileSync(join(directory, `${name}`), '');
    assert.equal(await diskUse({ directory, pid: undefined, given: new Map() }), Infinity);
    rmSync(directory, { recursive: true });
  });
});
