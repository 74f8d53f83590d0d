import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PatchbayError } from '@patchbay/errors';
import { hashPassword, passwordMatches, refuseWeak } from './password.js';

describe('A password', () => {
  it('is refused when it is short, common, repeated or the address itself', () => {
    for (const weak of ['short7c', 'Password1', 'aaaaaaaaaaaa', 'Ann@Example.org', 'ann.smith']) {
      const email = weak === 'ann.smith' ? 'ann.smith@example.org' : 'ann@example.org';
      assert.throws(
        () => refuseWeak(weak, email),
        (error) => error instanceof PatchbayError && error.code === 'weak-password',
        weak,
      );
    }
    assert.doesNotThrow(() => refuseWeak('correct horse battery', 'ann@example.org'));
  });

  it('is kept as argon2id and matches itself alone', async () => {
    const hash = await hashPassword('correct horse battery');
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.ok(await passwordMatches(hash, 'correct horse battery'));
    assert.equal(await passwordMatches(hash, 'correct horse batterz'), false);
    assert.equal(await passwordMatches(undefined, 'nobody has this password'), false);
  });

  it('takes as long to refuse for an unknown user as for a known one', async () => {
    const hash = await hashPassword('correct horse battery');
    await passwordMatches(undefined, 'x');
    const known = await timed(() => passwordMatches(hash, 'wrong'));
    const unknown = await timed(() => passwordMatches(undefined, 'wrong'));
    assert.ok(unknown > known / 4, `${unknown} ms against ${known} ms`);
  });
});

/** Milliseconds of processor time of all threads: on a busy machine those of the clock say nothing. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 0; count < 5; count += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
