import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AddressList } from './address-list.js';

describe('A list of addresses', () => {
  it('holds what its addresses and CIDRs of both families hold, however a caller is written', () => {
    const list = new AddressList(['192.0.2.7', '198.51.100.0/24', '2001:db8::/32', '2001:db9::1']);
    const held = ['192.0.2.7', '::ffff:192.0.2.7', '::ffff:c000:207', '198.51.100.255', '2001:db8:1::9'];
    for (const ip of [...held, '2001:0db9:0:0:0:0:0:1']) assert.equal(list.has(ip), true, ip);
    const others = ['192.0.2.8', '::ffff:192.0.2.8', '198.51.101.0', '2001:db9::2'];
    for (const ip of others) assert.equal(list.has(ip), false, ip);
  });

  it('holds nothing that is no address, and names the entries that are none', () => {
    const list = new AddressList(['0.0.0.0/0', 'example.org', '10.0.0.0/33', '']);
    for (const ip of ['', 'unknown', '2130706433', '0x7f.1', 'fe80::1%eth0', '127.0.0.1:80', '::1'])
      assert.equal(list.has(ip), false, ip);
    assert.equal(list.has('127.0.0.1'), true);
    assert.deepEqual(list.unreadable, ['example.org', '10.0.0.0/33', '']);
  });
});
