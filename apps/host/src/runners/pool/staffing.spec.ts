import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { choose, type Staff, standing, wantedFresh, whoMakesRoom } from './staffing.js';

type Member = Staff & { identity: { id: number } };

const member = (id: number, facts: Partial<Staff> = {}): Member => ({
  identity: { id },
  company: 'a',
  load: 0,
  isOpen: true,
  isRetiring: false,
  idleSince: 0,
  keepsUp: true,
  ...facts,
});

/** The same numbers in each run of the spec. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

describe('the standing of a crew', () => {
  it('is the same while runs come and go that no further runner is needed for', () => {
    const of = (load: number, keepsUp = true) =>
      standing([member(1, { load, keepsUp }), member(2, { company: undefined })], [], 2);
    for (const load of [1, 5, 7, 63]) assert.equal(of(load), of(0));
    assert.notEqual(of(64), of(63));
    assert.equal(of(7, false), of(7));
    assert.notEqual(of(8, false), of(8));
  });

  it('is the same, however much there is to do, when all places are taken', () => {
    const of = (load: number) => standing([member(1, { load }), member(2, { company: undefined })], [], 1);
    for (const load of [7, 8, 64, 200]) assert.equal(of(load), of(0));
  });

  it('turns when a runner is bound, starts, retires or has finished, and when somebody waits', () => {
    const all = [
      standing([member(1)], [], 1),
      standing([member(2)], [], 1),
      standing([member(1), member(2)], [], 1),
      standing([member(1, { company: undefined })], [], 1),
      standing([member(1, { isOpen: false })], [], 1),
      standing([member(1, { isOpen: false, isRetiring: true, load: 1 })], [], 1),
      standing([member(1, { isOpen: false, isRetiring: true })], [], 1),
      standing([member(1)], ['b'], 1),
      standing([member(1)], ['b', 'c'], 1),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it('is never the same when the rules want something else', () => {
    const roll = dice(4711);
    const loads = [0, 1, 7, 8, 64, 300];
    const decided = new Map<string, string>();
    for (let round = 0; round < 20_000; round += 1) {
      const crew = Array.from({ length: roll(4) }, (_, id) => {
        const isRetiring = roll(4) === 0;
        const isOpen = !isRetiring && roll(4) > 0;
        // A runner belongs to one company for life; its id stands for it.
        const company = roll(3) > 0 ? ['a', 'a', 'b'][id] : undefined;
        return member(id, {
          company,
          isRetiring,
          isOpen,
          load: company ? (loads[roll(6)] ?? 0) : 0,
          keepsUp: roll(2) === 0,
        });
      });
      const waiting = ['a', 'b', 'c'].filter(() => roll(4) === 0);
      const found = standing(crew, waiting, 2);
      const wants = wantedFresh(crew, waiting, { max: 2, spares: 1 });
      const decision = `${wants} ${whoMakesRoom(crew, waiting, 2) ? 'and room' : ''}`;
      assert.equal(decided.get(found) ?? decision, decision, found);
      decided.set(found, decision);
    }
    assert.ok(decided.size > 100, 'there were many kinds of crews');
  });
});

describe('the choice of a runner', () => {
  const spare = member(9, { company: undefined });

  it('is the first of its own while that keeps up, however little another one has to do', () => {
    const [first, second] = [member(1, { load: 63 }), member(2, { load: 3 })];
    assert.deepEqual(choose([first, second, spare], 'a'), { own: first, fresh: undefined });
    assert.deepEqual(choose([first, spare], 'a'), { own: first, fresh: undefined });
    assert.deepEqual(choose([first, spare], 'b'), { own: undefined, fresh: spare });
  });

  it('is another one as soon as the first falls behind, even one that has more to do', () => {
    const [behind, other] = [member(1, { load: 1, keepsUp: false }), member(2, { load: 30 })];
    assert.deepEqual(choose([behind, other, spare], 'a'), { own: other, fresh: undefined });
    assert.deepEqual(choose([behind, spare], 'a'), { own: behind, fresh: undefined });
  });

  it('is the one with least to do when all fall behind or are filled, and a free one when that has much', () => {
    for (const keepsUp of [true, false]) {
      const [busy, calm] = [member(1, { load: 80, keepsUp }), member(2, { load: 70, keepsUp })];
      assert.deepEqual(choose([busy, calm], 'a'), { own: calm, fresh: undefined });
      assert.deepEqual(choose([busy, calm, spare], 'a'), { own: calm, fresh: spare });
    }
    const behind = member(1, { load: 8, keepsUp: false });
    assert.deepEqual(choose([behind, spare], 'a'), { own: behind, fresh: spare });
  });

  it('is none that has not started or takes no more', () => {
    const full = member(1, { load: 256 });
    assert.deepEqual(choose([full, member(2, { isOpen: false })], 'a'), { own: undefined, fresh: undefined });
    const behind = member(3, { load: 20, keepsUp: false });
    assert.deepEqual(choose([full, behind], 'a'), { own: behind, fresh: undefined });
  });
});
