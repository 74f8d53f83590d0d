import assert from 'node:assert/strict';
import { appendFileSync, fstatSync, openSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryDirectory } from '../spec/temporary.js';
import { readState } from './read-state.js';

const bytes = Buffer.alloc(3_000_000, 'state');

function left(): { path: string; file: Parameters<typeof readState>[0] } {
  const path = join(temporaryDirectory(), 'run.state');
  writeFileSync(path, bytes);
  const descriptor = openSync(path, 'r');
  return {
    path,
    file: { id: 'run.state', mimeType: 'application/octet-stream', size: statSync(path).size, descriptor },
  };
}

describe('What a run leaves to go on from', () => {
  it('is read while everybody else goes on, and closed', async () => {
    const { file } = left();
    const reading = readState(file, bytes.length).then((state) => ({ state }));
    // A thousand turns without the disk: what is read at once is there before they are over.
    const others = async () => {
      for (let turn = 0; turn < 1_000; turn += 1) await Promise.resolve();
      return 'others';
    };
    assert.equal(await Promise.race([reading, others()]), 'others');
    assert.ok((await reading).state.equals(bytes));
    assert.throws(() => fstatSync(file.descriptor), { code: 'EBADF' });
  });

  it('is what it was when the host got it, whatever its runner does to it afterwards', async () => {
    const grown = left();
    appendFileSync(grown.path, 'more');
    assert.ok((await readState(grown.file, bytes.length)).equals(bytes));
    const shrunk = left();
    truncateSync(shrunk.path, 10);
    assert.ok((await readState(shrunk.file, bytes.length)).equals(bytes.subarray(0, 10)));
  });

  it('is not read when it is larger than a file of a run may be, and is closed all the same', async () => {
    const { file } = left();
    await assert.rejects(readState(file, bytes.length - 1), { code: 'payload-too-large' });
    assert.throws(() => fstatSync(file.descriptor), { code: 'EBADF' });
  });
});
