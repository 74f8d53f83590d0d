import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryDirectory } from '../spec/temporary.js';
import { lockDataDirectory } from './host-lock.js';

const module = new URL('./host-lock.js', import.meta.url).href;

describe('The lock of the data directory', () => {
  it('refuses a second host, in this process or another, until the first lets go', () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'host.lock');
    const unlock = lockDataDirectory(path, directory);
    assert.throws(() => lockDataDirectory(path, directory), /Another Patchbay uses the data directory/);
    assert.match(lockElsewhere(path), /Another Patchbay/);
    unlock();
    assert.equal(lockElsewhere(path), '');
  });

  it('is gone when its owner was killed', () => {
    const path = join(temporaryDirectory(), 'host.lock');
    assert.equal(lockElsewhere(path, "process.kill(process.pid, 'SIGKILL')"), '');
    lockDataDirectory(path, '')();
  });
});

function lockElsewhere(path: string, then = ''): string {
  const script = `const { lockDataDirectory } = await import(${JSON.stringify(module)}); lockDataDirectory(${JSON.stringify(path)}, ''); ${then}`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stderr;
}
