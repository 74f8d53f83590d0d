import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const child = fileURLToPath(new URL('./files-large.spec.child.js', import.meta.url));
/** Less than the items of the file take, and about what a runner has left beside other runs. */
const heapMb = 96;

async function copy(kind: 'rows' | 'line', columns: string) {
  const options = [`--max-old-space-size=${heapMb}`, child, kind, columns];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  return JSON.parse(stdout) as { status: string; code?: string; detail?: string; sizes: number[] };
}

describe('a file that does not fit into memory', () => {
  it('is read and written in batches', async () => {
    const { status, detail, sizes } = await copy('rows', 'id, name, place');
    assert.equal(status, 'success', detail);
    assert.equal(sizes.length, 2);
    assert.ok(sizes.every((size) => size > 10_000_000));
  });

  it('fails the run, and not the process, where all items have to be there at once', async () => {
    assert.equal((await copy('rows', '')).code, 'items-exceed-memory');
  });

  it('is refused when it is one line', async () => {
    const { code, detail } = await copy('line', 'a');
    assert.deepEqual(
      [code, detail],
      ['step-failed', 'Line 1 of the CSV begins a record of more than 16777216 characters.'],
    );
  });
});
