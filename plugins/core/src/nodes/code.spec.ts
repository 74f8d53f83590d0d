import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { code } from './code.js';

describe('Code', () => {
  const items = [{ n: 1 }, { n: 2 }];
  const run = (parameters: Record<string, unknown>) => runNode(code, { parameters, items });

  it('passes its items on before anything is written', async () => {
    assert.deepEqual((await run({})).outputs.main, items);
  });

  it('runs once for all items, or once for each', async () => {
    const all = await run({ code: 'return { sum: items.reduce((sum, { json }) => sum + json.n, 0) };' });
    assert.deepEqual(all.outputs.main, [{ sum: 3 }]);
    const each = await run({ mode: 'runOnceForEachItem', code: 'return { double: $json.n * 2 };' });
    assert.deepEqual(each.outputs.main, [{ double: 2 }, { double: 4 }]);
  });

  it('fails with the line of the mistake', async () => {
    const { error } = await run({ code: 'const a = 1;\nreturn a.b.c;' });
    assert.deepEqual(error?.code, 'step-failed');
    assert.match(error?.detail ?? '', /line 2: TypeError/);
  });

  it('never runs in Node', async () => {
    const { outputs } = await run({
      code: 'return { all: [typeof process, typeof require, typeof fetch] };',
    });
    assert.deepEqual(outputs.main, [{ all: ['undefined', 'undefined', 'undefined'] }]);
  });
});
