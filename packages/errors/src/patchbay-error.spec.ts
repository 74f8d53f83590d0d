import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorFromProblem, isPatchbayError, PatchbayError } from './patchbay-error.js';

const secret = 'hunter2-in-the-driver';

describe('PatchbayError', () => {
  it('becomes a problem document with the members of RFC 9457 and ours', () => {
    const error = new PatchbayError('validation-failed', {
      detail: 'Two fields are wrong.',
      errors: [{ pointer: '/config/port', detail: 'must be a number' }],
      extra: { dependents: 2 },
    });
    assert.deepEqual(error.toProblem('r-1'), {
      type: 'https://patchbay.dev/problems/validation-failed',
      title: 'Some fields are not valid',
      status: 422,
      code: 'validation-failed',
      detail: 'Two fields are wrong.',
      errors: [{ pointer: '/config/port', detail: 'must be a number' }],
      dependents: 2,
      requestId: 'r-1',
    });
  });

  it('leaves out members that it does not have', () => {
    const keys = Object.keys(new PatchbayError('not-found').toProblem());
    assert.deepEqual(keys.sort(), ['code', 'status', 'title', 'type']);
  });

  it('never shows its cause, which may quote credentials', () => {
    const error = new PatchbayError('internal', { cause: new Error(secret) });
    assert.equal((error.cause as Error).message, secret);
    assert.ok(!JSON.stringify(error.toProblem('r-1')).includes(secret));
    assert.ok(!error.message.includes(secret));
  });

  it('does not let further members replace code, status or title', () => {
    const error = new PatchbayError('forbidden', {
      extra: { code: 'internal', status: 200, title: 'Fine', type: 'x' },
    });
    const { code, status, title, type } = error.toProblem();
    assert.deepEqual([code, status, title], ['forbidden', 403, 'Your role does not allow this']);
    assert.match(type, /forbidden$/);
  });

  it('takes its message from the detail, and from the title where there is none', () => {
    assert.equal(new PatchbayError('not-found', 'No such page.').message, 'No such page.');
    assert.equal(new PatchbayError('run-not-found').message, 'Run not found');
  });
});

describe('isPatchbayError', () => {
  it('knows an error of another copy of this package', () => {
    const foreign = Object.assign(new Error('x'), { name: 'PatchbayError', code: 'not-found' });
    assert.ok(isPatchbayError(foreign));
  });

  it('refuses what only looks like one', () => {
    const unknownCode = Object.assign(new Error('x'), { name: 'PatchbayError', code: 'made-up' });
    const inherited = Object.assign(new Error('x'), { name: 'PatchbayError', code: 'constructor' });
    for (const value of [
      unknownCode,
      inherited,
      new Error('x'),
      { name: 'PatchbayError', code: 'not-found' },
      null,
    ]) {
      assert.equal(isPatchbayError(value), false);
    }
  });
});

describe('errorFromProblem', () => {
  it('rebuilds what crossed a process border', () => {
    const sent = new PatchbayError('sql-failed', {
      detail: 'Line 1.',
      errors: [{ pointer: '/query', detail: 'bad' }],
    });
    assert.deepEqual(errorFromProblem(sent.toProblem()).toProblem(), sent.toProblem());
  });

  it('turns a code that nobody knows into internal', () => {
    assert.equal(errorFromProblem({ code: '__proto__' }).code, 'internal');
    assert.equal(errorFromProblem({ code: 'made-up', detail: 'x' }).detail, 'x');
  });
});
