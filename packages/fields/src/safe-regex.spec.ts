import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchesPattern, regexProblem } from './safe-regex.js';

describe('regexProblem', () => {
  const safe = [
    '^sk-[A-Za-z0-9]+$',
    '^https?://[^/]+$',
    '^[^@]+@[^@]+\\.[^@]+$',
    '^\\d{1,3}(\\.\\d{1,3})?$',
    '^(?:eu|us)-\\d$',
    '^[(+*)]+$',
    '\\(a\\+\\)+',
  ];
  for (const regex of safe) it(`accepts ${regex}`, () => assert.equal(regexProblem(regex), undefined));

  const unsafe = [
    '(a+)+$',
    '(a|a)*$',
    '((a)*b)+',
    '(a{2,})*',
    '(a?){30}',
    '(.)\\1',
    '(?=a)a',
    '(?<!a)b',
    '(?<n>a)\\k<n>',
    '[',
    'a*a*a*a*a',
    '\\p{Nope}',
    `${'a?'.repeat(13)}b`,
    'x'.repeat(257),
  ];
  for (const regex of unsafe) it(`refuses ${regex.slice(0, 40)}`, () => assert.ok(regexProblem(regex)));

  it('keeps the slowest accepted search below two seconds', () => {
    const slow = '^a*a*a*$';
    assert.equal(regexProblem(slow), undefined);
    const before = process.cpuUsage();
    for (const length of [100, 640, 10_000, 1_000_000])
      assert.equal(matchesPattern(slow, `${'a'.repeat(length)}b`), false);
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 2_000_000, `${user + system} µs`);
  });

  it('tests long secrets by a simple pattern', () => {
    assert.equal(matchesPattern('^ey', `ey${'x'.repeat(50_000)}`), true);
    assert.equal(matchesPattern('sk-', `${'x'.repeat(5_000)}sk-`), true);
  });
});
