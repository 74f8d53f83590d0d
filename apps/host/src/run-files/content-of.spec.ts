import assert from 'node:assert/strict';
import { appendFileSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { temporaryDirectory } from '../spec/temporary.js';
import { contentOf } from './content-of.js';

describe('the content of a file that a runner left', () => {
  it('is what it held when it was opened, whatever is appended while it is read', async () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, 'whole');
    const file = { id: 'run.a', mimeType: 'text/plain', size: 5, descriptor: openSync(path, 'r') };
    const content = contentOf(file);
    appendFileSync(path, ' and more');
    assert.equal(await text(content), 'whole');
  });

  it('is none of an empty file', async () => {
    const path = join(temporaryDirectory(), 'file');
    writeFileSync(path, '');
    assert.equal(
      await text(contentOf({ id: 'run.a', mimeType: '', size: 0, descriptor: openSync(path, 'r') })),
      '',
    );
  });
});
