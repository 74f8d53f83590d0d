import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { evaluate, runtimeOf } from '../spec/kit.js';
import { Engine } from './engine.js';
import { Sandbox } from './sandbox.js';

const limits = { evaluationMs: 5_000, memoryBytes: 32 * 1024 * 1024 };

describe('a machine that is restored', () => {
  const visit = (engine: Engine, kind: 'plain' | 'full', source: string) => {
    const sandbox = new Sandbox(engine, kind, () => undefined, limits);
    const failure = sandbox.begin({}, { sources: [source], isHarmless: false });
    return failure || sandbox.run('[{}]', 0, 50);
  };
  const memoryOf = (engine: Engine) =>
    Buffer.from(engine.machine?.memory.memory.buffer.slice(0) ?? new ArrayBuffer(0));

  for (const kind of ['plain', 'full'] as const) {
    it(`has every byte of its memory (${kind}) as it was, whatever was done in it`, async () => {
      const engine = new Engine();
      await engine.load();
      new Sandbox(engine, kind, () => undefined, limits);
      const before = memoryOf(engine);
      const disorder = [
        '(() => { globalThis.a = "left behind ".repeat(1e5); return 1 })()',
        '(() => { globalThis.a = Array.from({ length: 2e5 }, (_, n) => ({ n })); return a.length })()',
        '(() => { Object.prototype.bad = 1; Array.prototype.push = 0; delete globalThis.JSON; return 1 })()',
        '(function deep(n) { return n ? deep(n - 1) + 1 : 0 })(200)',
        '(() => { const a = []; for (;;) a.push(new Uint8Array(1e6).fill(7)) })()',
      ];
      for (const source of disorder) {
        visit(engine, 'full', source);
        visit(engine, kind, source);
        assert.equal(memoryOf(engine).subarray(0, before.length).equals(before), false);
        new Sandbox(engine, kind, () => undefined, limits);
        const now = memoryOf(engine);
        const behind = now.subarray(before.length);
        assert.ok(now.subarray(0, before.length).equals(before), `different after ${source}`);
        assert.ok(behind.equals(Buffer.alloc(behind.length)), `something behind after ${source}`);
      }
    });
  }

  it('takes a program from a copy of its memory, byte for byte, and without what a visit left behind', async () => {
    const engine = new Engine();
    await engine.load();
    const sources = ['globalThis.visits = (globalThis.visits ?? 0) + 1', '$json.a + 1'];
    const program = { sources, isHarmless: false };
    const compiled = () => {
      new Sandbox(engine, 'plain', () => undefined, limits);
      assert.equal(engine.machine?.compile('plain', program), '');
      return memoryOf(engine);
    };
    const first = compiled();
    for (let visits = 0; visits < 3; visits++) {
      const sandbox = new Sandbox(engine, 'plain', () => undefined, limits);
      assert.equal(sandbox.begin({}, program), '');
      assert.deepEqual(JSON.parse(sandbox.run('[{"a":1}]', 0, 50)), [1, 2]);
      assert.ok(compiled().equals(first));
    }
    // The first made the copy; had they compiled, a lost one would not show.
    const machine = engine.machine;
    if (machine) machine.text = () => assert.fail('compiled again');
    assert.ok(compiled().equals(first));
  });

  it('gives every visit random numbers of its own', async () => {
    const engine = new Engine();
    await engine.load();
    const source = '[Math.random(), Math.random(), Math.random()]';
    const rows = Array.from({ length: 50 }, () => visit(engine, 'plain', source));
    const numbers = rows.flatMap((row) => (JSON.parse(row) as number[][])[0] ?? []);
    assert.equal(new Set(numbers).size, 150);
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    assert.ok(mean > 0.3 && mean < 0.7, String(mean));
  });

  it('keeps a second machine for a step that evaluates while the first one has just been broken', async () => {
    const engine = new Engine();
    await engine.load();
    // The second one is made in the background.
    while (!engine.isComplete) await setTimeout(5);
    visitBroken(engine);
    assert.match(visit(engine, 'full', '1 + 1'), /^\[2\]$/);
  });

  it('serves runs of different zones and variables in turn', async () => {
    const runtime = runtimeOf();
    const outcomes = await Promise.all(
      [1, 2, 3].map((n) => evaluate('={{ $json.n + ":" + $vars.rate + $now.zoneName }}', [{ n }], runtime)),
    );
    assert.deepEqual(
      outcomes.map(({ json }) => (json('set')[0] as { value: string }).value.slice(0, 3)),
      ['1:7', '2:7', '3:7'],
    );
  });

  function visitBroken(engine: Engine): void {
    assert.throws(() => visit(engine, 'plain', 'eval("(".repeat(1e5))'));
  }
});
