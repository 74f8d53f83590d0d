import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '@patchbay/plugin-sdk';
import { evaluate } from './evaluate.js';
import { offered } from './offered.js';
import { anyOperators, operators } from './operators.js';
import { parseConditions } from './parse.js';
import { Searches } from './searches.js';

const searches = new Searches();
const loose = { typeValidation: 'loose', ignoreCase: false, searches } as const;

function holds(
  left: JsonValue | undefined,
  operator: JsonValue,
  right?: JsonValue,
  options: Partial<Parameters<typeof evaluate>[1]> = {},
): boolean {
  const condition = {
    operator,
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
  };
  return evaluate(parseConditions([condition]), { ...loose, ...options });
}

describe('conditions', () => {
  const table: [left: JsonValue, operator: string, right: JsonValue | undefined, met: boolean][] = [
    ['Berlin', 'equals', 'Berlin', true],
    ['Berlin', 'notEquals', 'berlin', true],
    ['Berlin', 'contains', 'erl', true],
    ['Berlin', 'notContains', 'erl', false],
    ['Berlin', 'startsWith', 'Ber', true],
    ['Berlin', 'notStartsWith', 'Ber', false],
    ['Berlin', 'endsWith', 'lin', true],
    ['Berlin', 'regex', '^B.r', true],
    ['Berlin', 'regex', '/^b/i', true],
    ['Berlin', 'notRegex', '^b', true],
    ['', 'empty', undefined, true],
    [null, 'exists', undefined, false],
    [0, 'exists', undefined, true],
    [0, 'empty', undefined, false],
    [5, 'gt', 4, true],
    [5, 'gt', '4', true],
    ['12.5', 'gt', 10, true],
    ['9', 'lt', '10', true],
    [5, 'gte', 5, true],
    [5, 'lte', 4, false],
    [5, 'equals', '5', true],
    [5, 'number.notEquals', 6, true],
    [null, 'gt', 0, false],
    [null, 'lt', 0, false],
    [null, 'equals', null, true],
    [null, 'notEquals', 'x', true],
    [true, 'true', undefined, true],
    ['false', 'boolean.false', undefined, true],
    [true, 'equals', 'true', true],
    ['2024-05-01', 'after', '2024-04-30T23:00:00Z', true],
    ['2024-05-01T12:00:00+02:00', 'dateTime.equals', '2024-05-01T10:00:00Z', true],
    ['2024-05-01', 'gt', '2024-04-01', true],
    ['2024-05-01', 'beforeOrEquals', '2024-05-01', true],
    [[1, 2], 'contains', 2, true],
    [[1, { a: 1, b: 2 }], 'contains', { b: 2, a: 1 }, true],
    [[1, 2], 'lengthGt', 1, true],
    [[1, 2], 'lengthNotEquals', 2, false],
    [[], 'empty', undefined, true],
    [{}, 'notEmpty', undefined, false],
    [{ a: 1 }, 'equals', { a: 1 }, true],
  ];
  for (const [left, operator, right, met] of table) {
    const words = `${JSON.stringify(left)} ${operator} ${right === undefined ? '' : JSON.stringify(right)}`;
    it(`${met ? 'meets' : 'does not meet'} ${words}`, () => assert.equal(holds(left, operator, right), met));
  }

  it('has every operator that forms offer', () => {
    const known = [anyOperators, ...Object.values(operators)].flatMap((table) => Object.keys(table));
    assert.deepEqual(
      offered.filter(({ value }) => !known.includes(value)),
      [],
    );
  });

  it('combines by and, or and nested groups', () => {
    const yes = { left: 1, operator: 'equals', right: 1 };
    const no = { left: 1, operator: 'equals', right: 2 };
    const test = (value: JsonValue) => evaluate(parseConditions(value), loose);
    assert.equal(test([yes, no]), false);
    assert.equal(test({ combinator: 'or', conditions: [yes, no] }), true);
    assert.equal(test([yes, { combinator: 'or', conditions: [no, yes] }]), true);
    assert.equal(test([]), true);
  });

  it('reads the form that n8n stores', () => {
    const conditions = [
      {
        id: 'x',
        leftValue: 7,
        rightValue: 5,
        operator: { type: 'number', operation: 'gt', singleValue: false },
      },
    ];
    assert.equal(
      evaluate(parseConditions({ combinator: 'and', conditions, options: { version: 2 } }), loose),
      true,
    );
  });

  it('reads nothing on the right of an operator that stands alone, which n8n stores as an empty text', () => {
    const alone = { left: true, operator: { type: 'boolean', operation: 'true' }, right: '' };
    assert.equal(evaluate(parseConditions([alone]), { ...loose, typeValidation: 'strict' }), true);
  });

  it('ignores upper and lower case where asked', () => {
    assert.equal(holds('Berlin', 'equals', 'BERLIN', { ignoreCase: true }), true);
    assert.equal(holds(['Berlin'], 'contains', 'BERLIN', { ignoreCase: true }), true);
  });

  it('fails for another type where types are strict, and where nothing can be converted', () => {
    assert.throws(() => holds('5', 'number.gt', 4, { typeValidation: 'strict' }), {
      code: 'parameter-invalid',
    });
    assert.throws(() => holds('many', 'number.gt', 4), { code: 'parameter-invalid' });
    assert.throws(() => holds('someday', 'after', '2024-01-01'), { code: 'parameter-invalid' });
  });

  it('knows no operators that the language brings along', () => {
    for (const operator of [
      'constructor',
      'string.toString',
      '__proto__.x',
      'constructor.name',
      'nope',
      '',
    ]) {
      assert.throws(() => holds('a', operator, 'a'), { code: 'parameter-invalid' }, operator);
    }
  });
});
