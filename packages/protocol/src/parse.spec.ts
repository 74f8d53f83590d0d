import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxDepth } from './limits.js';
import { parseFrame } from './parse.js';

const refused = { code: 'message-invalid' };

describe('parsing a frame', () => {
  it('drops members named __proto__, however they are spelled, and keeps the message', () => {
    for (const name of ['__proto__', '\\u005f_proto__', '_\\u005Fproto\\u005f_']) {
      const value = parseFrame(Buffer.from(`{"a":[{"${name}":{"admin":true},"b":1}]}`)) as { a: [object] };
      assert.deepEqual(Reflect.ownKeys(value.a[0]), ['b']);
      assert.equal(Object.getPrototypeOf(value.a[0]), Object.prototype);
    }
  });

  it('refuses what nests too deeply, and takes what nests as deeply as allowed', () => {
    const nested = (levels: number) => Buffer.from(`${'['.repeat(levels)}${']'.repeat(levels)}`.padEnd(2000));
    assert.ok(parseFrame(nested(maxDepth)));
    assert.throws(() => parseFrame(nested(maxDepth + 1)), refused);
    assert.throws(() => parseFrame(Buffer.from('['.repeat(4_000_000))), refused);
  });

  it('does not count brackets within strings', () => {
    assert.ok(parseFrame(Buffer.from(JSON.stringify({ a: `\\"${'{['.repeat(2000)}` }))));
  });

  it('refuses what is not UTF-8 and what is not JSON', () => {
    assert.throws(() => parseFrame(Buffer.from([0x22, 0xff, 0x22])), refused);
    assert.throws(() => parseFrame(Buffer.from('{')), refused);
  });

  it('never quotes the contents, which may be secret', () => {
    assert.throws(
      () => parseFrame(Buffer.from('{"password":"hunter2" hunter2')),
      (error: Error) => !/hunter2|password/.test(`${error.message} ${String(error.cause)}`),
    );
  });
});
