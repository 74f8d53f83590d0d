import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { cleanDestination, cleanHost, display } from './host.js';
import { problem } from './spec/egress.js';

describe('cleanHost', () => {
  it('gives names in lower-case ASCII and addresses in their canonical spelling', () => {
    assert.equal(cleanHost('DB.Example.COM'), 'db.example.com');
    assert.equal(cleanHost('ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ'), 'example.com');
    assert.equal(cleanHost('bücher.example'), 'xn--bcher-kva.example');
    assert.equal(cleanHost('_service.internal_net'), '_service.internal_net');
    assert.equal(cleanHost('[0:0::1]'), '::1');
    assert.equal(cleanHost('10.0.0.1'), '10.0.0.1');
  });

  const numeric = [
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '127.0.0.1.1',
    '1.2.3.0x4',
    '①②⑦.1',
  ];
  for (const host of numeric) {
    it(`refuses ${host}, which inet_aton would read as an address`, () => {
      assert.throws(() => cleanHost(host), problem('egress-refused', host));
    });
  }

  const odd = [
    '',
    'a.',
    'example.com.',
    'a b',
    'a\tb',
    'a\nb',
    'a\0.example',
    'fe80::1%eth0',
    '[::1',
    'u:pw@db',
    'db/path',
    'db:5432',
    'a..b',
    `${'a'.repeat(64)}.b`,
    'a.'.repeat(130) + 'b',
    '%6c%6fcalhost',
    '/var/run/docker.sock',
  ];
  for (const host of odd) {
    it(`refuses ${JSON.stringify(host)} as a host and does not repeat it`, () => {
      assert.throws(
        () => cleanHost(host),
        host === '' ? problem('egress-refused') : problem('egress-refused', host),
      );
    });
  }
});

describe('cleanDestination', () => {
  for (const port of [0, -1, 65_536, 1.5, Number.NaN]) {
    it(`refuses port ${port}`, () => {
      assert.throws(() => cleanDestination({ host: 'db', port }), problem('egress-refused'));
    });
  }

  it('shows IPv6 addresses in brackets', () => {
    assert.equal(display({ host: '::1', port: 80 }), '[::1]:80');
  });
});
