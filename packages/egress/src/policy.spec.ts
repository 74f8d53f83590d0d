import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { describe, it } from 'node:test';

import { cleanDestination } from './host.js';
import { createJudge } from './policy.js';
import { policy, problem } from './spec/egress.js';
import type { EgressOptions } from './types.js';

const refusedProblem = problem('egress-refused');

/** Judges as for a name that resolves to `ip`. */
function judge(ip: string, options: Partial<EgressOptions> & { host?: string; port?: number } = {}): void {
  const destination = cleanDestination({ host: options.host ?? 'db.test', port: options.port ?? 5432 });
  const judging = createJudge({ policy, origin: 'connection', ...options });
  judging.destination(destination);
  judging.address(ip, destination);
}

describe('the address policy', () => {
  it('opens private addresses to connections and closes them to patterns by default', () => {
    judge('10.0.0.5');
    assert.throws(() => judge('10.0.0.5', { origin: 'pattern' }), refusedProblem);
  });

  it('follows both switches', () => {
    const turned = { ...policy, allowPrivateForConnections: false, allowPrivateForPatterns: true };
    assert.throws(() => judge('10.0.0.5', { policy: turned }), refusedProblem);
    judge('10.0.0.5', { policy: turned, origin: 'pattern' });
  });

  it('opens what allow names by range, address or host with its subdomains', () => {
    const allow = ['198.18.0.0/15', '192.0.2.7', 'lab.test'];
    const allowing = { origin: 'pattern', policy: { ...policy, allow } } as const;
    judge('198.19.0.1', allowing);
    judge('192.0.2.7', allowing);
    judge('10.0.0.1', { ...allowing, host: 'lab.test' });
    judge('10.0.0.1', { ...allowing, host: 'db.lab.test' });
    assert.throws(() => judge('192.0.2.8', allowing), refusedProblem);
    assert.throws(() => judge('10.0.0.1', { ...allowing, host: 'notlab.test' }), refusedProblem);
  });

  for (const ip of [
    '169.254.169.254',
    '100.100.100.200',
    'fd00:ec2::254',
    '0.0.0.0',
    '::',
    'ff02::1',
    '::ffff:10.0.0.1',
    '64:ff9b::10.0.0.1',
  ]) {
    it(`never opens ${ip}, whatever is allowed`, () => {
      const allow = ['0.0.0.0/0', '::/0', 'db.test'];
      assert.throws(() => judge(ip, { policy: { ...policy, allow } }), refusedProblem);
    });
  }

  it('denies ranges, their NAT64 spelling and host names, also when they are allowed', () => {
    const denying = {
      policy: { ...policy, allow: ['8.8.8.8', 'bad.test'], deny: ['8.8.8.0/24', 'bad.test'] },
    };
    assert.throws(() => judge('8.8.8.8', denying), refusedProblem);
    assert.throws(() => judge('64:ff9b::8.8.8.8', denying), refusedProblem);
    assert.throws(() => judge('1.1.1.1', { ...denying, host: 'x.bad.test' }), refusedProblem);
    judge('1.1.1.1', denying);
  });

  it('does not start with a misspelt entry, which would deny nothing', () => {
    assert.throws(
      () => judge('1.1.1.1', { policy: { ...policy, deny: ['10.0.0.0/99'] } }),
      problem('config-invalid'),
    );
  });
});

describe('own listeners', () => {
  const ownListeners = [{ address: '127.0.0.1', port: 3400 }];
  const own = { port: 3400, policy: { ...policy, ownListeners, allow: ['127.0.0.0/8', 'db.test'] } };
  const interfaces = Object.values(networkInterfaces()).flatMap((each) => each ?? []);

  for (const ip of [
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '0.0.0.0',
    '::',
    '::ffff:127.0.0.1',
    ...interfaces.map(({ address }) => address),
  ]) {
    it(`are refused through ${ip}`, () => assert.throws(() => judge(ip, own), refusedProblem));
  }

  it('are refused at an address that is not of this machine', () => {
    const elsewhere = {
      ...policy,
      ownListeners: [{ address: '203.0.113.9', port: 3400 }],
      allow: ['203.0.113.9'],
    };
    assert.throws(() => judge('203.0.113.9', { port: 3400, policy: elsewhere }), refusedProblem);
  });

  it('leave other ports and other machines alone', () => {
    judge('127.0.0.1', { ...own, port: 5432 });
    judge('10.200.200.200', own);
  });
});

describe('bound destinations', () => {
  const bound = [
    { host: 'DB.test', port: 5432 },
    { host: '::1', port: 5432 },
  ];

  it('are compared in one spelling', () => {
    judge('10.0.0.1', { bound });
    judge('::1', { bound, host: '[0:0:0::1]' });
  });

  it('close every other host and port', () => {
    assert.throws(() => judge('10.0.0.1', { bound, host: 'other.test' }), refusedProblem);
    assert.throws(() => judge('10.0.0.1', { bound, port: 5433 }), refusedProblem);
    assert.throws(() => judge('10.0.0.1', { bound, host: '10.0.0.1' }), refusedProblem);
    assert.throws(() => judge('1.1.1.1', { bound: [] }), refusedProblem);
  });
});
