import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PatchbayError } from '@patchbay/errors';
import { parseJsonBody } from './json-body.js';

const isMalformed = (error: unknown) => error instanceof PatchbayError && error.code === 'malformed-json';

describe('A JSON body', () => {
  it('may be empty', () => {
    assert.equal(parseJsonBody(''), undefined);
  });

  it('is refused when it is no JSON', () => {
    for (const text of ['{', '{"a":}', 'undefined', "{'a':1}", '\u0000'])
      assert.throws(() => parseJsonBody(text), isMalformed);
  });

  it('is refused with a key that reaches the prototype, however it is written', () => {
    const poisons = [
      '{"__proto__":{"admin":true}}',
      '{"a":[{"\\u005f_proto__":1}]}',
      '{"constructor":{"prototype":{"admin":true}}}',
      '{"\\u0063onstructor":{"prototype":1}}',
    ];
    for (const text of poisons) assert.throws(() => parseJsonBody(text), isMalformed, text);
  });

  it('may speak of such names', () => {
    assert.deepEqual(parseJsonBody('{"constructor":"Smith & Sons","note":"__proto__"}'), {
      constructor: 'Smith & Sons',
      note: '__proto__',
    });
  });

  it('is refused when it is nested deeper than anybody needs', () => {
    assert.throws(() => parseJsonBody('['.repeat(200_000)), isMalformed);
    assert.throws(() => parseJsonBody('{"a":'.repeat(101) + '1' + '}'.repeat(101)), isMalformed);
    assert.deepEqual(parseJsonBody('{"a":"[[[\\"{{{"}'), { a: '[[["{{{' });
    assert.ok(parseJsonBody('['.repeat(100) + ']'.repeat(100)));
  });
});
