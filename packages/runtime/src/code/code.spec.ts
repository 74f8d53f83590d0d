import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { defineNode, field, mainPin, type CodeMode, type Item } from '@patchbay/plugin-sdk';
import { catalogOf, graph, node, run, runtimeOf } from '../spec/kit.js';

const code = defineNode({
  type: 'code',
  version: 1,
  displayName: 'X',
  description: 'X',
  group: 'transform',
  parameters: {
    code: field.multiline({ displayName: 'X', default: '' }),
    mode: field.text({ displayName: 'X' }),
  },
  inputs: [mainPin],
  outputs: [mainPin],
  execute({ items, parameters, sandbox }) {
    const { code, mode } = parameters();
    return sandbox.run(code, { mode: mode as CodeMode, items });
  },
});
const runtime = runtimeOf({ catalog: catalogOf([code]) });
const two = [{ a: 1 }, { a: 2 }];

async function execute(
  source: string,
  mode: CodeMode = 'runOnceForAllItems',
  rest: Parameters<typeof run>[3] = {},
  json: Item['json'][] = two,
) {
  const pattern = graph([node('code', 'code', { code: source, mode })], ['start>code']);
  const outcome = await run(runtime, pattern, json, rest);
  return { ...outcome, step: outcome.steps.at(-1), detail: outcome.result.error?.detail ?? '' };
}

describe('code of a node', () => {
  after(() => runtime.close(100));

  it('runs once for all items and gives items or objects that become items', async () => {
    const { json } = await execute(
      'return $input.all().map((item, n) => n ? { json: { b: item.json.a } } : { b: items[0].json.a });',
    );
    assert.deepEqual(json('code'), [{ b: 1 }, { b: 2 }]);
    assert.deepEqual((await execute('return { sum: items.length, first: $json.a }')).json('code'), [
      { sum: 2, first: 1 },
    ]);
  });

  it('runs once for each item, in order, and may await and leave items out', async () => {
    const { json, step } = await execute(
      'if (item.json.a === 1) return null; return { n: await Promise.resolve($json.a * 10), $itemIndex };',
      'runOnceForEachItem',
    );
    assert.deepEqual(json('code'), [{ n: 20, $itemIndex: 1 }]);
    assert.deepEqual(step?.outputs['main']?.[0]?.pairedItem, { item: 1 });
  });

  it('writes console.log and its like into the log of the step, also when it fails', async () => {
    const { step } = await execute(
      'console.log("a", { b: 1 }, undefined); console.warn("w"); throw new Error("x")',
    );
    assert.deepEqual(step?.logs, [
      { level: 'info', message: 'a {"b":1} undefined' },
      { level: 'warning', message: 'w' },
    ]);
  });

  it('has Luxon in the zone of the pattern, and the facts of the run', async () => {
    const { json } = await execute('return { zone: DateTime.now().zoneName, name: $pattern.name }');
    assert.deepEqual(json('code'), [{ zone: 'UTC', name: 'Spec' }]);
  });

  const failures: [string, string, RegExp][] = [
    ['an error of the code', 'let a;\n\nthrow new TypeError("hi")', /line 3: TypeError: hi/],
    ['code that is none', 'const x = 1;\nconst y = ;', /line 2: SyntaxError/],
    ['a promise that never settles', 'await new Promise(() => {})', /never settles/],
    ['nothing', 'items.length', /returned nothing/],
    ['a list of numbers', 'return [{}, 2]', /number 1 is no object/],
    ['an item without JSON', 'return [{ json: [1] }]', /"json" is no object/],
    ['a file that did not come in', 'return [{ json: {}, binary: { f: { id: "x" } } }]', /did not come in/],
    ['a hostile error', 'throw { get message() { throw 1 } }', /failed/],
    ['a value that contains itself', 'const a = {}; a.a = a; return a', /circular/],
    ['more memory than allowed', 'const a = [];\nfor (;;) a.push(new Uint8Array(1e6))', /64 MB.*line 2/],
    ['memory in small pieces', 'const a = [];\nfor (;;) a.push("x".repeat(3e5) + a.length)', /64 MB/],
    ['deep recursion', 'function f() { return f() + 1 }\nreturn f()', /line 1.*overflow|too deeply/],
    ['code nested too deeply', 'return eval("(".repeat(1e5))', /overflow|too deeply/],
  ];
  for (const [name, source, words] of failures) {
    it(`fails with clear words for ${name}, and the next run is as good as new`, async () => {
      const { result, detail } = await execute(source);
      assert.equal(result.error?.code, 'step-failed', JSON.stringify(result));
      assert.match(detail, words);
      assert.deepEqual((await execute('return { a: 1 }')).json('code'), [{ a: 1 }]);
    });
  }

  // More loops than threads and perhaps than processors: the last ones have to wait.
  const patient = { timeoutMs: 100_000 };
  const loops: [string, string][] = [
    ['an endless loop', 'let n = 0;\nwhile (true) {\n  n++;\n}'],
    ['one that catches everything', 'for (;;) { try { for (;;); } catch {} }'],
    ['one behind an await', 'await null;\nfor (;;);'],
    ['a chain of promises', 'const f = async () => { for (;;); }; const g = () => f().catch(g); await g();'],
    ['a loop inside the engine', '[].indexOf.call({ length: 2 ** 40 }, 1)'],
  ];
  it(
    'stops endless loops after five seconds of work, while other runs go on',
    { timeout: 110_000 },
    async () => {
      let beats = 0;
      const beat = setInterval(() => beats++, 20);
      const outcomes = await Promise.all(
        loops.map(
          async ([name, source]) => [name, await execute(source, 'runOnceForAllItems', patient)] as const,
        ),
      );
      clearInterval(beat);
      for (const [name, { result, detail }] of outcomes) {
        assert.equal(result.error?.code, 'step-timeout', name);
        assert.match(detail, /longer than 5 seconds/);
      }
      assert.ok(beats > 50, `${beats} beats`);
    },
  );

  it('ends at once when the run is canceled, whatever it does', async () => {
    const cancel = new AbortController();
    const running = execute('for (;;);', 'runOnceForAllItems', { signal: cancel.signal });
    await setTimeout(300);
    cancel.abort();
    assert.equal((await running).result.status, 'canceled');
  });

  it('reaches nothing of Node and leaves nothing behind for the next run', async () => {
    const { json } = await execute(`
      Object.prototype.bad = Array.prototype.bad = 1;
      globalThis.left = 1;
      Promise.prototype.then = () => { throw 1 };
      JSON.stringify = () => '[{"json":{"forged":true}}]';
      Error.prepareStackTrace = (_, frames) => frames;
      return [typeof process, typeof require, typeof fetch, typeof setTimeout, typeof WebAssembly,
        ({}).constructor.constructor('return typeof process')(),
        console.log.constructor('return typeof process')(),
        (async () => {}).constructor('return 1') && typeof host, typeof state,
      ].map((type) => ({ type }));`);
    assert.deepEqual(
      new Set(json('code').map((each) => JSON.stringify(each))),
      new Set(['{"type":"undefined"}']),
    );
    const next = await execute(
      'return { left: typeof left, bad: typeof ({}).bad, then: Promise.prototype.then.name }',
    );
    assert.deepEqual(next.json('code'), [{ left: 'undefined', bad: 'undefined', then: 'then' }]);
    assert.equal(({} as { bad?: number }).bad, undefined);
  });

  it('takes keys such as __proto__ for data', async () => {
    const { json } = await execute(`return JSON.parse('{"__proto__": {"polluted": 1}}')`);
    assert.equal(JSON.stringify(json('code')), '[{"__proto__":{"polluted":1}}]');
    assert.equal(({} as { polluted?: number }).polluted, undefined);
  });
});
