import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problems } from './problems.js';

describe('the table of problems', () => {
  for (const [code, { status, title }] of Object.entries(problems)) {
    it(`gives ${code} a lower-case name, an error status and a title that reads as a sentence`, () => {
      assert.match(code, /^[a-z]+(-[a-z]+)*$/);
      assert.ok(Number.isInteger(status) && status >= 400 && status <= 599, `status ${status}`);
      assert.match(title, /^[A-Z].{7,}[^.!?\s]$/, 'starts with a capital and carries no full stop');
    });
  }

  it('says each thing once', () => {
    const titles = Object.values(problems).map(({ title }) => title);
    assert.deepEqual(titles, [...new Set(titles)]);
  });
});
