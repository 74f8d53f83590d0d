import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { filter } from '../nodes/filter.js';
import { ifNode } from '../nodes/if.js';
import { switchNode } from '../nodes/switch.js';
import { TimedSearch } from './timed-search.js';

/** Each of them takes longer than anybody lives with the text that comes with it. */
const endless: [pattern: string, text: string][] = [
  ['(a+)+$', `${'a'.repeat(60)}!`],
  ['/(x+x+)+y/i', 'x'.repeat(80)],
  ['(a?){60}b', 'a'.repeat(60)],
  ['(.*)*\\1#', 'a'.repeat(60)],
];

describe('A search within a time limit', () => {
  it('finds what the expression alone would find, in short and in long texts', () => {
    const search = new TimedSearch();
    for (const [pattern, flags] of [
      ['^\\d{4}-\\d{2}$', ''],
      ['b+$', ''],
      ['AB', 'i'],
      ['foo|bar', ''],
      ['(?<=a)b(?!c)', 'u'],
      ['(a+)(b+)', ''],
    ] as const)
      for (const text of ['2026-01', 'aab', 'abc', 'a barn', `${'-'.repeat(5_000)}ab`, ''])
        assert.equal(search.test(pattern, flags, text), new RegExp(pattern, flags).test(text), pattern);
  });

  it('refuses what is no expression', () => {
    assert.throws(() => new TimedSearch().test('(', '', 'a'), { code: 'parameter-invalid' });
  });
});

describe('Conditions with an expression that does not come to an end', () => {
  for (const [right, text] of endless)
    it(`fail the step: ${right.slice(0, 20)}`, async () => {
      const items = Array.from({ length: 100 }, () => ({ text }));
      const conditions = [{ left: '={{ $json.text }}', operator: 'regex', right }];
      const { error } = await runNode(filter, { parameters: { conditions }, items });
      assert.deepEqual(
        [error?.code, /longer than 1000 ms/u.test(error?.detail ?? '')],
        ['parameter-invalid', true],
      );
    });

  it('fail If and Switch as well', async () => {
    const [right, text] = endless[0] ?? ['', ''];
    const conditions = [{ left: '={{ $json.text }}', operator: 'notRegex', right }];
    for (const { error } of [
      await runNode(ifNode, { parameters: { conditions }, items: [{ text }] }),
      await runNode(switchNode, { parameters: { rules: [{ conditions }] }, items: [{ text }] }),
    ])
      assert.match(error?.detail ?? '', /longer than 1000 ms/u);
  });
});
