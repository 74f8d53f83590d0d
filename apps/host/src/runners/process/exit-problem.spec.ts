import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exitCodes } from '@patchbay/protocol';
import { exitProblem } from './exit-problem.js';

const lastWords = '';

describe('the reason why a runner ended', () => {
  it('is the signal, also when a shell reports it as an exit code', () => {
    for (const exit of [
      { code: null, signal: 'SIGSEGV' as const },
      { code: 139, signal: null },
    ]) {
      const { code, detail } = exitProblem({ ...exit, lastWords });
      assert.equal(code, 'runner-crashed');
      assert.match(detail ?? '', /fault in native code \(SIGSEGV\)/);
    }
  });

  it('is memory when V8 or the watch over it said so', () => {
    const words = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
    assert.equal(exitProblem({ code: 134, signal: null, lastWords: words }).code, 'runner-out-of-memory');
    assert.equal(exitProblem({ code: 71, signal: null, lastWords }).code, 'runner-out-of-memory');
  });

  it('is what a runner says that refused a message, but nothing that plugin code says', () => {
    const words =
      'secret-of-a-plugin\nA message of type run.start does not have the form it must have.\nsecret';
    const refused = { code: exitCodes.messageRefused, signal: null };
    assert.equal(
      exitProblem({ ...refused, lastWords: words }).detail,
      'The runner refused a message of Patchbay. A message of type run.start does not have the form it must have.',
    );
    assert.doesNotMatch(exitProblem({ ...refused, lastWords: 'secret-of-a-plugin' }).message, /secret/);
  });

  it('is otherwise the exit code', () => {
    assert.match(exitProblem({ code: 0, signal: null, lastWords }).message, /exit code 0/);
  });
});
