import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Linter } from 'eslint';
import { repository } from './cruise.js';
import { lintProbes } from './lint-probes.js';

const { guards } = (await import(pathToFileURL(join(repository, 'tools/lint/guards.mjs')).href)) as {
  guards: Linter.Config[];
};

describe('the guards in lint', () => {
  for (const { rule, path, source, allowed } of lintProbes) {
    it(`refuse by ${rule} in ${path}: ${source.split('\n')[0] ?? ''}`, () => {
      assert.deepEqual(rulesBrokenBy(source, path), [rule]);
    });
    if (allowed !== undefined) {
      it(`accept in ${allowed}: ${source}`, () => {
        assert.deepEqual(rulesBrokenBy(source, allowed), []);
      });
    }
  }

  it('accept hashing, a named test and an explained exception', () => {
    const source = `import { createHash } from 'node:crypto';
      it('counts', () => createHash('sha256'));
      // eslint-disable-next-line no-eval -- the test shows what an attacker would try
      eval('1');`;
    assert.deepEqual(rulesBrokenBy(source, 'packages/runtime/src/a.spec.ts'), []);
  });
});

function rulesBrokenBy(source: string, path: string) {
  const linter = new Linter({ cwd: repository });
  const messages = linter.verify(source, guards, { filename: join(repository, path) });
  return [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))];
}
