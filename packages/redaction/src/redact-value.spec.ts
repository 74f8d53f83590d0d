import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRedactor } from './index.js';
import { deepest } from './redact-tree.js';

describe('The redaction of a value', () => {
  const redactor = createRedactor(['alpha-secret', '90210555', 'pin42']);

  it('reaches keys and texts at every depth and leaves the value itself alone', () => {
    const value = { 'x-alpha-secret': [{ a: 'is alpha-secret', b: null, c: true, d: 1.5, e: undefined }] };
    const before = structuredClone(value);
    const redacted = { 'x-[redacted]': [{ a: 'is [redacted]', b: null, c: true, d: 1.5, e: undefined }] };
    assert.deepEqual(redactor.redactValue(value), redacted);
    assert.deepEqual(value, before);
  });

  it('replaces a number whose digits are a secret', () => {
    assert.deepEqual(redactor.redactValue([90210555, 90210555n, 9021055]), [
      '[redacted]',
      '[redacted]',
      9021055,
    ]);
    assert.deepEqual(createRedactor(['12345']).redactValue(12345), 12345);
  });

  it('replaces a short secret only where it is the whole text', () => {
    assert.deepEqual(redactor.redactValue({ pin42: 'pin42', text: 'a pin42' }), {
      pin42: '[redacted]',
      text: 'a pin42',
    });
  });

  it('keeps keys apart that are redacted to the same text', () => {
    const value = { 'alpha-secret': 1, '90210555': 2, '[redacted]': 3 };
    const redacted = redactor.redactValue(value) as object;
    assert.deepEqual(Object.keys(redacted), ['[redacted]', '[redacted] (2)', '[redacted] (3)']);
  });

  it('cannot be made to change a prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}');
    const redacted = redactor.redactValue(value) as object;
    assert.deepEqual(redacted, value);
    assert.equal(Object.getPrototypeOf(redacted), Object.prototype);
    assert.equal('admin' in redacted, false);
  });

  it('keeps cycles, and does not end on them', () => {
    const value: { self?: unknown; list: unknown[] } = { list: ['alpha-secret'] };
    value.self = value;
    value.list.push(value.list);
    const redacted = redactor.redactValue(value) as typeof value;
    assert.equal(redacted.self, redacted);
    assert.equal(redacted.list[0], '[redacted]');
    assert.equal(redacted.list[1], redacted.list);
  });

  it('survives nesting that would overflow the stack', () => {
    let value: unknown = 'alpha-secret';
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    const text = JSON.stringify(redactor.redactValue(value));
    assert.ok(text.length < deepest * 3 && text.includes('[redacted]'));
  });

  it('redacts bytes, errors, maps, sets and what turns itself into JSON', () => {
    assert.deepEqual(redactor.redactValue(Buffer.from('is alpha-secret')), Buffer.from('is [redacted]'));
    assert.deepEqual(redactor.redactValue(new Map([['a', 'alpha-secret']])), { a: '[redacted]' });
    assert.deepEqual(redactor.redactValue(new Set(['alpha-secret'])), { 0: '[redacted]' });
    assert.equal(redactor.redactValue(new Date(0)), '1970-01-01T00:00:00.000Z');
    assert.equal(redactor.redactValue(new URL('http://h/?q=alpha-secret')), 'http://h/?q=[redacted]');
    const error = new Error('no alpha-secret', { cause: { key: 'alpha-secret' } });
    const redacted = redactor.redactValue(Object.assign(error, { code: 'E' })) as typeof error;
    assert.deepEqual(
      [redacted.name, redacted.message, redacted.cause],
      ['Error', 'no [redacted]', { key: '[redacted]' }],
    );
    assert.match(redacted.stack ?? '', /^Error: no \[redacted\]/);
    assert.deepEqual(Object.keys(redacted), ['name', 'message', 'stack', 'cause', 'code']);
  });
});
