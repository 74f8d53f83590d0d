import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPath, withPath } from './paths.js';

describe('dotted paths', () => {
  it('read members, entries of lists and names with dots in them', () => {
    const object = { a: { b: [{ c: 1 }] }, 'x.y': 2 };
    assert.equal(readPath(object, 'a.b.0.c'), 1);
    assert.equal(readPath(object, 'a.b[0].c'), 1);
    assert.equal(readPath({ 'a[0]': 3, a: [4] }, 'a[0]'), 3);
    assert.equal(readPath(object, 'x.y'), 2);
    assert.equal(readPath(object, 'a.z.c'), undefined);
  });

  it('see nothing that the language brings along', () => {
    for (const path of ['constructor', 'constructor.name', '__proto__', 'a.length', 'toString.call']) {
      assert.equal(readPath({ a: [1] }, path), undefined, path);
    }
  });

  it('write a field named __proto__ as a field', () => {
    const written = withPath({}, '__proto__.polluted', true);
    assert.equal(Object.getPrototypeOf(written), Object.prototype);
    assert.deepEqual(Object.keys(written), ['__proto__']);
  });

  it('write entries of lists', () => {
    assert.deepEqual(withPath({ a: [{ b: 1 }] }, 'a[0].b', 2), { a: [{ b: 2 }] });
    assert.deepEqual(withPath({}, '[0]', 1), { '[0]': 1 });
  });

  it('leave the original as it was', () => {
    const original = { a: { b: 1 } };
    assert.deepEqual(withPath(original, 'a.c', 2), { a: { b: 1, c: 2 } });
    assert.deepEqual(original, { a: { b: 1 } });
  });
});
