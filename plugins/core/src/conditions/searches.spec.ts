import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { filter } from '../nodes/filter.js';
import { ifNode } from '../nodes/if.js';
import { switchNode } from '../nodes/switch.js';

/** Each of them takes longer than anybody lives with the text that comes with it. */
const endless: [pattern: string, text: string][] = [
  ['(a+)+$', `${'a'.repeat(60)}!`],
  ['/(x+x+)+y/i', 'x'.repeat(80)],
  ['(a?){60}b', 'a'.repeat(60)],
];

describe('A condition that searches', () => {
  it('finds what the expression alone would find, in short and in long texts', async () => {
    const texts = ['2026-01', 'aab', 'abc', 'a barn', `${'-'.repeat(5_000)}ab`, ''];
    const expressions: [source: string, flags: string][] = [
      ['^\\d{4}-\\d{2}$', ''],
      ['b+$', ''],
      ['(?<=a)b(?!c)', 'u'],
      ['(a+)(b+)', ''],
    ];
    for (const [source, flags] of expressions) {
      // The second one is asked for only where the first one holds.
      const conditions = [source, '^[^-]*(b|6|1)$'].map((right, index) => ({
        left: '={{ $json.text }}',
        operator: 'regex',
        right: index === 0 ? `/${source}/${flags}` : right,
      }));
      const items = texts.map((text) => ({ text }));
      const { outputs } = await runNode(filter, { parameters: { conditions }, items });
      const found = texts.filter(
        (text) => new RegExp(source, flags).test(text) && /^[^-]*(b|6|1)$/u.test(text),
      );
      assert.deepEqual(
        outputs['main'] ?? [],
        found.map((text) => ({ text })),
        source,
      );
    }
  });

  it('refuses what is no expression', async () => {
    const conditions = [{ left: 'a', operator: 'regex', right: '(' }];
    const { error } = await runNode(filter, { parameters: { conditions }, items: [{}] });
    assert.equal(error?.code, 'parameter-invalid');
  });
});

describe('Conditions with an expression that does not come to an end', () => {
  it('fail their step, and hold up nothing else', async () => {
    const [one, two, three] = endless.map(([right, text]) => ({
      items: [{ text }],
      conditions: [{ left: '={{ $json.text }}', operator: 'notRegex', right }],
    }));
    assert.ok(one && two && three);
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const failed = await Promise.all([
      runNode(filter, { parameters: { conditions: one.conditions }, items: one.items }),
      runNode(ifNode, { parameters: { conditions: two.conditions }, items: two.items }),
      runNode(switchNode, { parameters: { rules: [{ conditions: three.conditions }] }, items: three.items }),
    ]);
    clearInterval(timer);
    assert.deepEqual(
      failed.map(({ error }) => error?.code),
      ['step-timeout', 'step-timeout', 'step-timeout'],
    );
    // Searched here, they would have let nothing else have a turn until they were over.
    assert.ok(turns > 50, `${turns} turns`);
  });
});
