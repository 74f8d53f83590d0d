import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { additionalData, purposes, type Binding } from './binding.js';
import { header } from './envelope.js';
import { someBinding } from './fixtures.spec.support.js';

describe('The additional data', () => {
  it('is header, purpose and length-prefixed parts', () => {
    const binding: Binding = {
      instance: 'i',
      project: 'pp',
      table: 't',
      record: 'é',
      column: 'c',
      connectorType: '',
      version: 2 ** 40 + 5,
    };
    const expected =
      '504245560101' +
      '01' +
      '00000001' +
      '69' +
      '00000002' +
      '7070' +
      '00000001' +
      '74' +
      '00000002' +
      'c3a9' +
      '00000001' +
      '63' +
      '00000000' +
      '00000008' +
      '0000010000000005';
    assert.equal(additionalData(header, purposes.data, binding).toString('hex'), expected);
  });

  it('differs when text moves from one part to the next', () => {
    const left = aad({ record: 'ab', column: 'c' });
    const right = aad({ record: 'a', column: 'bc' });
    assert.notDeepEqual(left, right);
  });

  it('differs between data and wrapped key', () => {
    const key = additionalData(header, purposes.key, someBinding);
    assert.notDeepEqual(key, additionalData(header, purposes.data, someBinding));
  });

  it('refuses a binding that lacks a part', () => {
    for (const part of ['instance', 'project', 'table', 'record', 'column'] as const) {
      assert.throws(() => aad({ [part]: '' }), new TypeError(`The binding lacks its ${part}`));
    }
    const untyped = { record: undefined } as unknown as Partial<Binding>;
    assert.throws(() => aad(untyped), new TypeError('The binding lacks its record'));
    for (const version of [-1, 1.5, Number.NaN, 2 ** 53]) {
      assert.throws(() => aad({ version }), new TypeError('The binding lacks its version'));
    }
  });

  it('refuses ids that UTF-8 cannot tell apart', () => {
    assert.throws(
      () => aad({ record: 'a\ud800' }),
      new TypeError("The binding's record is not valid Unicode"),
    );
    assert.ok(aad({ record: 'a\ud83d\udd11' }));
  });
});

function aad(change: Partial<Binding>): Buffer {
  return additionalData(header, purposes.data, { ...someBinding, ...change });
}
