import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { checkAddress } from './address.js';
import { prefixes } from './prefixes.js';

/** Inner and last addresses of the ranges, metadata, and every form that embeds another address. */
const inside = [
  '0.255.255.255',
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '198.19.255.255',
  '239.255.255.255',
  '255.255.255.254',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:a9fe:a9fe',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::169.254.169.254',
  '64:ff9b:1::192.168.0.1',
  '64:ff9b:1:a00:0:100::8.8.8.8',
  '2002:7f00:1::',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  'fe80::1',
  'febf::1',
  'fec0::1',
  'ff02::1',
  '4000::1',
  'dead::1',
];

const privateAddresses = [
  '127.0.0.1',
  '127.255.255.254',
  '10.255.255.255',
  '172.31.255.255',
  '192.168.255.255',
  '100.127.255.255',
  '::1',
  'fc00::1',
  'fdff::1',
];

const publicAddresses = [
  '1.1.1.1',
  '8.8.8.8',
  '172.32.0.1',
  '100.128.0.1',
  '2606:4700::1111',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::8.8.8.8',
];

const notAddresses = [
  '',
  'localhost',
  '127.1',
  '2130706433',
  '0x7f.1',
  '0177.0.0.1',
  '127.0.0.1 ',
  '[::1]',
  'fe80::1%eth0',
  '1.1.1.1:80',
];

describe('checkAddress', () => {
  it('has at least 32 forbidden prefixes, each with its source', () => {
    assert.ok(prefixes.length >= 32);
    for (const [cidr, , what, source] of prefixes) assert.ok(cidr.includes('/') && what && source, cidr);
  });

  for (const [cidr, scope, what] of prefixes.filter((prefix) => prefix[1] !== 'embeds')) {
    it(`refuses the first address of ${cidr}, ${what}`, () => {
      const [first = ''] = cidr.split('/');
      assert.equal(checkAddress(first, 'public').allowed, false);
      // ::/96, ::/3 and 2001::/23 begin with an address of a narrower prefix, which refuses just as well.
      assert.equal(checkAddress(first, 'private-allowed').allowed, scope === 'private');
    });
  }

  for (const ip of inside) {
    it(`refuses ${ip} under both rules`, () => {
      assert.equal(checkAddress(ip, 'public').allowed, false);
      assert.equal(checkAddress(ip, 'private-allowed').allowed, false);
    });
  }

  for (const ip of privateAddresses) {
    it(`opens ${ip} only where private addresses are allowed`, () => {
      assert.equal(checkAddress(ip, 'public').allowed, false);
      assert.equal(checkAddress(ip, 'private-allowed').allowed, true);
    });
  }

  for (const ip of publicAddresses) {
    it(`allows the public address ${ip}`, () =>
      assert.deepEqual(checkAddress(ip, 'public'), { allowed: true }));
  }

  for (const text of notAddresses) {
    it(`does not take ${JSON.stringify(text)} for an address`, () => {
      assert.equal(checkAddress(text, 'private-allowed').allowed, false);
    });
  }
});
