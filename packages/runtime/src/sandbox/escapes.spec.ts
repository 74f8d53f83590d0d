import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { evaluate, graph, node, run, runtimeOf } from '../spec/kit.js';
import { Engine } from './engine.js';
import { Sandbox, SandboxStopped } from './sandbox.js';

const published = JSON.parse(
  readFileSync(new URL('../../vectors/expression-escapes-published.json', import.meta.url), 'utf8'),
) as {
  payloads: { id: string; expr: string }[];
};
const marker = join(tmpdir(), `patchbay-escape-${process.pid}`);
const own: [string, string][] = [
  ['process by this', '{{ this.process.env }}'],
  ['process by globalThis', '{{ globalThis.process.env.CANARY }}'],
  ['import', `{{ import('node:fs').then(fs => fs.writeFileSync('${marker}', '')) }}`],
  ['require', `{{ require('child_process').execSync('touch ${marker}') }}`],
  ['constructor of a host function', `{{ $jmespath.constructor('return process')().env.CANARY }}`],
  ['constructor of an async function', `{{ (async () => {}).constructor('return process')() }}`],
  ['constructor of a generator', `{{ (function* () {}).constructor('return process.env')().next() }}`],
  ['indirect eval', `{{ (0, eval)('process.env.CANARY') }}`],
  ['prototype pollution', `{{ ({}).__proto__.polluted = Function.prototype.polluted = 'yes' }}`],
  ['pollution by data', `{{ JSON.parse('{"__proto__": {"polluted": "yes"}}') }}`],
  [
    'getter on an array index',
    `{{ Object.defineProperty(Array.prototype, '0', { get() { return process }, configurable: true }) && [] }}`,
  ],
  ['hostile toJSON', `{{ ({ toJSON() { return this.constructor.constructor('return process')() } }) }}`],
  ['hostile error', `{{ (() => { throw { get message() { return globalThis.process.env.CANARY } } })() }}`],
  [
    'error with a prepared stack',
    `{{ (() => { Error.prepareStackTrace = (_, s) => s.map(f => f.getThis && f.getThis()); return new Error().stack.process })() }}`,
  ],
  ['out of the function body', `{{ 1); } return process.env.CANARY; { (2 }}`],
  ['out by a comment', '{{ 1 /* }} */ + process.env.CANARY }}'],
  ['node of another run', `{{ $('__proto__').all() }}`],
  ['name of a member of Object', `{{ $node['constructor'].json }}`],
  ['WebAssembly', `{{ new WebAssembly.Module(new Uint8Array(8)) }}`],
  ['shared memory', `{{ Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 100000) }}`],
  ['timers', `{{ setTimeout(() => 1, 1) && setInterval(() => 1, 1) }}`],
];

describe('escapes from the sandbox', () => {
  const canary = 'canary-9f1c07d2';
  before(() => void (process.env['CANARY'] = canary));
  after(() => void delete process.env['CANARY']);

  const payloads = [...published.payloads.map(({ id, expr }) => [id, expr] as [string, string]), ...own];
  for (const [name, payload] of payloads) {
    it(`holds against ${name}`, async () => {
      const keys = () =>
        JSON.stringify(
          [Object.prototype, Function.prototype, globalThis].map((each) =>
            Reflect.ownKeys(each).map(String).sort(),
          ),
        );
      const sockets = () =>
        process.getActiveResourcesInfo().filter((kind) => /TCP|Pipe|Process/.test(kind)).length;
      const before = [keys(), sockets()];
      const start = performance.now();
      const { result, steps } = await evaluate(`=${payload}`, [{ a: 1 }]);
      assert.ok(performance.now() - start < 10_000);
      const shown = JSON.stringify([result, steps.map(({ outputs, error }) => [outputs, error])]);
      for (const sign of [canary, '[object process]', '[native code]', 'mainModule"', process.execPath]) {
        // The words of an error quote the expression; what it got must not be in them.
        assert.ok(
          !shown.replaceAll(JSON.stringify(payload).slice(1, -1), '').includes(sign),
          `${sign} in ${shown}`,
        );
      }
      assert.deepEqual([keys(), sockets()], before);
      assert.equal(existsSync(marker), false);
      assert.equal(({} as { polluted?: string }).polluted, undefined);
    });
  }

  it('finds the canary where it is planted on purpose', async () => {
    const outcome = await evaluate('={{ $json.planted }}', [{ planted: canary }]);
    assert.ok(JSON.stringify(outcome.steps).includes(canary));
  });
});

describe('limits of the sandbox', () => {
  const runtime = runtimeOf();
  const problemOf = async (expression: string) =>
    (await evaluate(expression, [{ a: 1 }], runtime)).result.error;

  const timeouts: [string, string][] = [
    ['an endless loop', '={{ (() => { while (true); })() }}'],
    ['a loop that catches everything', '={{ (() => { for (;;) { try { for (;;); } catch {} } })() }}'],
    ['a regular expression that never ends', `={{ /^(a+)+$/.test("a".repeat(40) + "b") }}`],
    ['a loop inside the engine', '={{ Array.prototype.indexOf.call({ length: 2 ** 40 }, 1) }}'],
    ['a search inside the engine', '={{ "a".repeat(4e6).indexOf("a".repeat(2e6) + "b") }}'],
    ['a list with holes', '={{ new Array(4e9).forEach(() => 1) }}'],
    [
      'a harmless call made harmful',
      '={{ (() => { String.prototype.trim = () => [].indexOf.call({ length: 2 ** 40 }, 1); return "x".trim() })() }}',
    ],
  ];
  for (const [name, expression] of timeouts) {
    it(`stops ${name}, and the next run is as good as new`, async () => {
      const start = performance.now();
      const problem = await problemOf(expression);
      assert.equal(problem?.code, 'expression-timeout', JSON.stringify(problem));
      assert.ok(performance.now() - start < 10_000);
      assert.equal(await problemOf('={{ $json.a + 1 }}'), undefined);
    });
  }

  const exhausting: [string, string][] = [
    ['deep recursion', '={{ (function f() { return f() + 1 })() }}'],
    [
      'deep recursion of a getter',
      '={{ (() => { const o = { get x() { return this.x } }; return o.x })() }}',
    ],
    [
      'a value nested too deeply',
      '={{ (() => { let a = []; for (let i = 0; i < 1e4; i++) a = [a]; return a })() }}',
    ],
    ['a text nested too deeply', '={{ JSON.parse("[".repeat(1e5)) }}'],
    ['code nested too deeply', '={{ eval("(".repeat(1e5)) }}'],
    ['more memory than allowed', '={{ (() => { const a = []; for (;;) a.push(new Uint8Array(1e6)) })() }}'],
    ['a text longer than memory', '={{ "x".repeat(5e8) }}'],
    ['a value that contains itself', '={{ (() => { const a = {}; a.a = a; return a })() }}'],
  ];
  for (const [name, expression] of exhausting) {
    it(`survives ${name}`, async () => {
      const problem = await problemOf(expression);
      // Some of it takes nearly as long as it may: on a busy machine the time is over first.
      assert.match(problem?.code ?? '', /^expression-(failed|timeout)$/, JSON.stringify(problem));
      assert.equal(await problemOf('={{ $json.a + 1 }}'), undefined);
    });
  }

  it('lets the memory grow by what is allowed and no further', async () => {
    for (const hungry of [
      'a.push(new Uint8Array(1e6))',
      'a.push({ a: [a.length] })',
      'a.push("x".repeat(1e6) + a.length)',
    ]) {
      const engine = new Engine();
      await engine.load();
      const sandbox = new Sandbox(engine, 'plain', () => undefined, {
        evaluationMs: 20_000,
        memoryBytes: 32 * 1024 * 1024,
      });
      const { machine } = engine;
      sandbox.begin({}, { sources: [`(() => { const a = []; for (;;) ${hungry} })()`], isHarmless: false });
      const answer = sandbox.run('[{}]', 0, 50);
      assert.match(answer, /out of memory|null/, hungry);
      const grown = (machine?.memory.bytes ?? 0) - 16 * 1024 * 1024;
      assert.ok(grown > 20 * 1024 * 1024 && grown <= 33 * 1024 * 1024, `${hungry}: ${grown}`);
    }
  });

  it('lets no expression bend what those of other steps use, though these are not watched', async () => {
    const bend =
      '={{ (() => { String.prototype.trim = () => [].indexOf.call({ length: 2 ** 33 }, 1); return 1 })() }}';
    const pattern = graph(
      [
        node('bend', 'set', { json: { value: bend } }),
        node('use', 'set', { json: { value: '={{ "x".trim() }}' } }),
      ],
      ['start>bend', 'bend>use'],
    );
    const { result, json } = await run(runtime, pattern);
    assert.deepEqual([result.status, json('use')], ['success', [{ value: 'x' }]]);
  });

  it('replaces an engine that was stopped in mid-call or overflowed', async () => {
    for (const source of ['[].indexOf.call({ length: 2 ** 40 }, 1)', 'eval("(".repeat(1e5))']) {
      const engine = new Engine();
      await engine.load();
      const before = engine.machine;
      const limits = { evaluationMs: 250, memoryBytes: 32 * 1024 * 1024 };
      const sandbox = new Sandbox(engine, 'plain', () => undefined, limits);
      sandbox.begin({}, { sources: [source], isHarmless: false });
      assert.throws(() => sandbox.run('[{}]', 0, 50), SandboxStopped);
      assert.notEqual(engine.machine, before);
      await engine.load();
      assert.notEqual(engine.machine, before);
    }
  });

  it('keeps runs apart that are under way when the engine has to be replaced', async () => {
    const outcomes = await Promise.all(
      [
        '={{ $json.a + 1 }}',
        '={{ [].indexOf.call({ length: 2 ** 40 }, 1) }}',
        '={{ $json.a + 2 }}',
        '={{ eval("(".repeat(1e5)) }}',
        '={{ $json.a + 3 }}',
      ].map((expression) => evaluate(expression, [{ a: 1 }], runtime)),
    );
    assert.deepEqual(
      outcomes.map((outcome) => outcome.json('set')[0]),
      [{ value: 2 }, undefined, { value: 3 }, undefined, { value: 4 }],
    );
  });

  it('does not keep what an expression leaves behind for the next run', async () => {
    await evaluate(
      '={{ (() => { globalThis.left = 1; String.prototype.left = 1; return 1 })() }}',
      [{}],
      runtime,
    );
    const outcome = await evaluate('={{ typeof left + typeof "".left }}', [{}], runtime);
    assert.deepEqual(outcome.json('set'), [{ value: 'undefinedundefined' }]);
  });

  it('gives each evaluation its time, not all items together', async () => {
    const busy = '={{ (() => { const end = Date.now() + 30; while (Date.now() < end); return $json.n })() }}';
    const outcome = await evaluate(
      busy,
      Array.from({ length: 20 }, (_, n) => ({ n })),
      runtime,
    );
    assert.equal(outcome.result.status, 'success');
    assert.equal((outcome.json('set').at(-1) as { value: number }).value, 19);
  });

  it('bounds the time for all items of a step together', { timeout: 30_000 }, async () => {
    const busy = '={{ (() => { const end = Date.now() + 200; while (Date.now() < end); return 1 })() }}';
    const outcome = await evaluate(
      busy,
      Array.from({ length: 100 }, () => ({})),
      runtime,
    );
    assert.equal(outcome.result.error?.code, 'expression-timeout');
    assert.match(outcome.result.error?.detail ?? '', /all items together/);
  });

  it('does not count the data against the memory of the expression', async () => {
    const text = 'x'.repeat(6_000_000);
    const outcome = await evaluate(
      '={{ [$json.text.length, $input.all()[0].json.text.length] }}',
      [{ text }],
      runtime,
    );
    assert.deepEqual(outcome.json('set'), [{ value: [6_000_000, 6_000_000] }]);
  });
});
