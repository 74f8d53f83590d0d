import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routes } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';
import { RateLimits } from './rate-limits.js';

const from = (ip: string, email: string) => ({ ip, body: { email } }) as FastifyRequest;
const isLimited = (error: unknown) => error instanceof PatchbayError && error.code === 'rate-limited';

describe('Rate limits', () => {
  it('stop many attempts from one address, and let them go on later', () => {
    const limits = new RateLimits();
    for (let count = 0; count < 10; count += 1) limits.take(routes.login, from('1.1.1.1', `${count}@x`), 0);
    assert.throws(() => limits.take(routes.login, from('1.1.1.1', 'z@x'), 0), isLimited);
    limits.take(routes.login, from('1.1.1.1', 'z@x'), 6_000);
    assert.throws(() => limits.take(routes.login, from('1.1.1.1', 'z@x'), 6_000), isLimited);
  });

  it('stop many addresses that guess at one account', () => {
    const limits = new RateLimits();
    for (let count = 0; count < 10; count += 1) limits.take(routes.login, from(`1.1.1.${count}`, 'A@x'), 0);
    assert.throws(() => limits.take(routes.login, from('2.2.2.2', 'a@X'), 0), isLimited);
    limits.take(routes.login, from('2.2.2.3', 'b@x'), 0);
  });

  it('count each route apart and leave alone what has none', () => {
    const limits = new RateLimits();
    for (let count = 0; count < 10; count += 1) limits.take(routes.login, from('1.1.1.1', 'a@x'), 0);
    limits.take(routes.setup, from('1.1.1.1', 'a@x'), 0);
    for (let count = 0; count < 100; count += 1)
      limits.take(routes.connectionList, from('1.1.1.1', 'a@x'), 0);
  });
});
