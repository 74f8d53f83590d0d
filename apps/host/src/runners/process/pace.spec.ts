import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pace } from './pace.js';

function paceWithClock() {
  let time = 5000;
  const pace = new Pace(() => time);
  return { pace, pass: (milliseconds: number) => (time += milliseconds) };
}

describe('the pace of a runner', () => {
  it('is kept by one that was given nothing, however long it says nothing', () => {
    const { pace, pass } = paceWithClock();
    pass(60_000);
    assert.equal(pace.keepsUp, true);
  });

  it('is lost ten milliseconds after the first thing given since it was heard, and found when it is heard', () => {
    const { pace, pass } = paceWithClock();
    pace.given();
    pass(6);
    pace.given();
    assert.equal(pace.keepsUp, true);
    pass(4);
    assert.equal(pace.keepsUp, false);
    pace.heard();
    assert.equal(pace.keepsUp, true);
    pace.given();
    pass(9);
    assert.equal(pace.keepsUp, true);
  });

  it('is lost with more than four fifths of a processor in use, and found with less', () => {
    const { pace, pass } = paceWithClock();
    for (const [used, keepsUp] of [
      [950, true],
      [1700, true],
      [2600, false],
      [3300, true],
      [4200, false],
      [4200, true],
    ] as const) {
      pass(1000);
      pace.counted(used);
      assert.equal(pace.keepsUp, keepsUp, `${used} ms`);
    }
  });
});
