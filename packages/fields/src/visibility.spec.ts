import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { field, isVisible, type DisplayOptions } from './index.js';

const visible = (
  displayOptions: DisplayOptions,
  values: Record<string, unknown>,
  root?: Record<string, unknown>,
): boolean => isVisible(field.text({ displayName: 'X', displayOptions }), values, root);

describe('isVisible', () => {
  it('needs every key of show, and one of its values', () => {
    const rules = { show: { a: [1, 2], b: [true] } };
    assert.equal(visible(rules, { a: 2, b: true }), true);
    assert.equal(visible(rules, { a: 2, b: false }), false);
    assert.equal(visible(rules, { a: 2 }), false);
    assert.equal(isVisible(field.text({ displayName: 'X' }), {}), true);
  });

  it('is hidden by any key of hide', () => {
    assert.equal(visible({ hide: { a: [1], b: [1] } }, { a: 0, b: 1 }), false);
    assert.equal(visible({ hide: { a: [1], b: [1] } }, { a: 0 }), true);
    assert.equal(visible({ show: { a: [1] }, hide: { b: [1] } }, { a: 1, b: 1 }), false);
  });

  it('reads siblings, the root, nested values and the version', () => {
    assert.equal(visible({ show: { '/a': [1] } }, { a: 2 }, { a: 1 }), true);
    assert.equal(visible({ show: { 'a.b': [1] } }, { a: { b: 1 } }), true);
    assert.equal(visible({ show: { '@version': [{ _cnd: { gte: 2 } }] } }, {}, { '@version': 2.1 }), true);
    assert.equal(visible({ show: { list: ['x'] } }, { list: ['w', 'x'] }), true);
  });

  it('counts an expression as met, since nobody knows its value yet', () => {
    assert.equal(visible({ show: { a: [1] } }, { a: '={{ $json.x }}' }), true);
    assert.equal(visible({ hide: { a: [1] } }, { a: '={{ $json.x }}' }), true);
  });

  const conditions: [condition: object, met: unknown, not: unknown][] = [
    [{ eq: 1 }, 1, '1'],
    [{ not: 1 }, 2, 1],
    [{ gt: 1 }, 2, 1],
    [{ gte: 1 }, 1, '1'],
    [{ lt: 'b' }, 'a', 'b'],
    [{ lte: 1 }, 1, 2],
    [{ between: { from: 1, to: 3 } }, 3, 4],
    [{ startsWith: 'a' }, 'ab', 'ba'],
    [{ endsWith: 'a' }, 'ba', 'ab'],
    [{ includes: 'b' }, 'abc', 'ac'],
    [{ regex: '^a' }, 'ab', 'b'],
    [{ exists: true }, 0, ''],
  ];
  for (const [condition, met, not] of conditions) {
    it(`knows the condition ${JSON.stringify(condition)}`, () => {
      const rules = { show: { a: [{ _cnd: condition }] } } as unknown as DisplayOptions;
      assert.deepEqual(
        [visible(rules, { a: met }), visible(rules, { a: not }), visible(rules, {})],
        [true, false, false],
      );
    });
  }

  it('takes a text that is too long for its regular expression as no match', () => {
    const rules = { show: { a: [{ _cnd: { regex: '^a*a*b?' } }] } };
    assert.equal(visible(rules, { a: 'a' }), true);
    assert.equal(visible(rules, { a: 'a'.repeat(100_000) }), false);
  });

  it('never reads what an object inherits', () => {
    assert.equal(visible({ show: { constructor: [{ _cnd: { exists: true } as const }] } }, {}), false);
    assert.equal(
      visible({ show: { 'a.constructor': [{ _cnd: { exists: true } as const }] } }, { a: {} }),
      false,
    );
  });
});
