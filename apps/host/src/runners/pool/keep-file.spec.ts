import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mostRunFiles } from '@patchbay/contracts';
import type { RunFile } from '@patchbay/protocol';
import { keepFile } from './keep-file.js';

const saying = (id: string) => ({
  type: 'run.file' as const,
  runId: 'run',
  file: { id, mimeType: 'text/plain', size: 1 },
});

describe('a file that a runner says a run has', () => {
  it('is noted when it is one of that run, and ends the runner when it is one of another', () => {
    const files: RunFile[] = [];
    keepFile(saying('run.a'), files);
    assert.throws(() => keepFile(saying('runs.a'), files), { code: 'message-invalid' });
    assert.deepEqual(
      files.map(({ id }) => id),
      ['run.a'],
    );
  });

  it('ends the runner when it has more than a run can have, which the host would have to open all at once', () => {
    const files: RunFile[] = [];
    const all = Array.from({ length: 2 * mostRunFiles + 1 }, (_, index) => saying(`run.${index}`));
    assert.throws(() => all.forEach((each) => keepFile(each, files)), { code: 'runner-flooded' });
    assert.equal(files.length, 2 * mostRunFiles);
  });
});
