import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routes } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { FastifyRequest } from 'fastify';
import { startSpecHost } from '../spec/host.js';
import { apiOf } from '../spec/api.js';
import { RateLimits } from './rate-limits.js';

const from = (ip: string, email: string, forwarded?: string) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { raw: { socket: { remoteAddress: ip }, headers }, body: { email } } as unknown as FastifyRequest;
};
const without = { trustedProxies: [] };
const isLimited = (error: unknown) => error instanceof PatchbayError && error.code === 'rate-limited';

describe('Rate limits', () => {
  it('stop many attempts from one address, and let them go on later', () => {
    const limits = new RateLimits(without);
    for (let count = 0; count < 10; count += 1) limits.take(routes.login, from('1.1.1.1', `${count}@x`), 0);
    assert.throws(() => limits.take(routes.login, from('1.1.1.1', 'z@x'), 0), isLimited);
    limits.take(routes.login, from('1.1.1.1', 'z@x'), 6_000);
    assert.throws(() => limits.take(routes.login, from('1.1.1.1', 'z@x'), 6_000), isLimited);
  });

  it('stop many addresses that guess at one account', () => {
    const limits = new RateLimits(without);
    for (let count = 0; count < 10; count += 1) limits.take(routes.login, from(`1.1.1.${count}`, 'A@x'), 0);
    assert.throws(() => limits.take(routes.login, from('2.2.2.2', 'a@X'), 0), isLimited);
    limits.take(routes.login, from('2.2.2.3', 'b@x'), 0);
  });

  it('count each route apart and leave alone what has none', () => {
    const limits = new RateLimits(without);
    for (let count = 0; count < 10; count += 1) limits.take(routes.login, from('1.1.1.1', 'a@x'), 0);
    limits.take(routes.setup, from('1.1.1.1', 'a@x'), 0);
    for (let count = 0; count < 100; count += 1)
      limits.take(routes.connectionList, from('1.1.1.1', 'a@x'), 0);
  });

  it('count callers before the proxies of ours, and whatever they claim for others not at all', () => {
    const limits = new RateLimits({ trustedProxies: ['10.9.0.0/16'] });
    const login = (...[ip, email, forwarded]: Parameters<typeof from>) => {
      limits.take(routes.login, from(ip, email, forwarded), 0);
    };
    for (let count = 0; count < 10; count += 1) login('10.9.0.1', `${count}@x`, `7.7.7.${count}, 1.1.1.1`);
    assert.throws(() => login('10.9.0.2', 'z@x', '7.7.7.99, 1.1.1.1, 10.9.0.7'), isLimited);
    login('10.9.0.1', 'y@x', '2.2.2.2');
    // Nobody but a proxy of ours is believed.
    for (let count = 0; count < 10; count += 1) login('3.3.3.3', `a${count}@x`, `8.8.8.${count}`);
    assert.throws(() => login('3.3.3.3', 'b@x', '9.9.9.9'), isLimited);
    // What is no address would be a new caller each time.
    for (let count = 0; count < 10; count += 1) login('10.9.0.3', `c${count}@x`, `4.4.4.4:${count}`);
    assert.throws(() => login('10.9.0.3', 'd@x', '4.4.4.4:99'), isLimited);
  });

  it('count whoever has one address of an IPv6 network for all of it', () => {
    const limits = new RateLimits(without);
    for (let count = 0; count < 10; count += 1)
      limits.take(routes.login, from(`2001:db8::${count}`, `${count}@x`), 0);
    assert.throws(() => limits.take(routes.login, from('2001:db8::ffff', 'z@x'), 0), isLimited);
    limits.take(routes.login, from('2001:db8:0:1::1', 'z@x'), 0);
  });

  it('leave the others behind a proxy their logins when one of them guesses', async () => {
    const { url } = await startSpecHost({ env: { PATCHBAY_TRUSTED_PROXIES: '127.0.0.1' } });
    const login = async (address: string, email: string) => {
      const api = apiOf(url).with({ 'x-forwarded-for': address });
      return (await api.post('/auth/login', { email, password: 'a guess at a password' })).status;
    };
    const statuses: number[] = [];
    for (let count = 0; count < 11; count += 1)
      statuses.push(await login('203.0.113.1', `${count}@example.com`));
    assert.deepEqual([statuses.at(0), statuses.at(-1)], [401, 429]);
    assert.equal(await login('203.0.113.2', 'other@example.com'), 401);
  });
});
