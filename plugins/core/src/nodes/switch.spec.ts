import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runNode } from '@patchbay/plugin-testing';
import { switchNode } from './switch.js';

const items = [{ n: 1 }, { n: 5 }, { n: 20 }];
const rule = (operator: string, right: number) => ({
  conditions: [{ left: '={{ $json.n }}', operator, right }],
});
const rules = [rule('gt', 10), rule('gt', 3)];
const run = (parameters: Record<string, unknown>) => runNode(switchNode, { parameters, items });

describe('Switch', () => {
  it('sends each item to the output of the first rule that holds', async () => {
    const { outputs, items: sent } = await run({ rules });
    assert.deepEqual(outputs, { output0: [{ n: 20 }], output1: [{ n: 5 }] });
    assert.deepEqual(sent.output0?.[0]?.pairedItem, { item: 2 });
  });

  it('sends it to every output whose rule holds when that is asked for', async () => {
    const { outputs } = await run({ rules, allMatchingOutputs: true });
    assert.deepEqual(outputs, { output0: [{ n: 20 }], output1: [{ n: 5 }, { n: 20 }] });
  });

  it('sends what no rule takes to the fallback, to another output or nowhere', async () => {
    assert.deepEqual((await run({ rules, fallback: 'extra' })).outputs.fallback, [{ n: 1 }]);
    assert.deepEqual((await run({ rules, fallback: 'first' })).outputs.output0, [{ n: 1 }, { n: 20 }]);
    const other = { rules, fallback: 'output' };
    assert.deepEqual((await run({ ...other, fallbackOutput: 1 })).outputs.output1, [{ n: 1 }, { n: 5 }]);
    for (const given of [other, { ...other, fallbackOutput: 30 }])
      assert.match((await run(given)).error?.detail ?? '', /"fallbackOutput" must be/u);
  });

  it('reads the rules that n8n stores', async () => {
    const leftValue = '={{ $json.n }}';
    const conditions = {
      combinator: 'and',
      conditions: [{ leftValue, rightValue: 1, operator: { type: 'number', operation: 'equals' } }],
    };
    const { outputs } = await run({ rules: { values: [{ conditions, outputKey: 'one' }] } });
    assert.deepEqual(outputs, { output0: [{ n: 1 }] });
  });

  it('has an output for each of thirty rules, and for no more', async () => {
    const many = Array.from({ length: 30 }, (_, index) => rule('gt', 29 - index));
    assert.deepEqual((await run({ rules: many })).outputs, {
      output10: [{ n: 20 }],
      output25: [{ n: 5 }],
      output29: [{ n: 1 }],
    });
    const { error } = await run({ rules: [...many, rule('gt', 0)] });
    assert.match(error?.detail ?? '', /"rules" has more than 30 entries/u);
    const twelve = await run({
      mode: 'expression',
      numberOutputs: 12,
      output: '={{ $json.n > 3 ? 11 : 0 }}',
    });
    assert.deepEqual(Object.keys(twelve.outputs), ['output0', 'output11']);
  });

  it('sends each item to the output that an expression names', async () => {
    const { outputs } = await run({ mode: 'expression', output: '={{ $json.n > 3 ? 9 : 0 }}' });
    assert.deepEqual(outputs, { output0: [{ n: 1 }], output9: [{ n: 5 }, { n: 20 }] });
  });

  it('has as many outputs as it is told, and all ten where nothing is said', async () => {
    const output = '={{ $json.n > 3 ? 3 : 0 }}';
    const four = await run({ mode: 'expression', numberOutputs: 4, output });
    assert.deepEqual(four.outputs, { output0: [{ n: 1 }], output3: [{ n: 5 }, { n: 20 }] });
    const three = await run({ mode: 'expression', numberOutputs: 3, output });
    assert.match(three.error?.detail ?? '', /"output" must be a whole number from 0 to 2, but is 3/u);
    for (const numberOutputs of ['={{ 0 }}', '={{ 31 }}', '={{ 2.5 }}', '={{ "many" }}', '={{ -1 }}']) {
      const { error } = await run({ mode: 'expression', numberOutputs, output: 0 });
      assert.equal(error?.code, 'parameter-invalid', numberOutputs);
      assert.match(error.detail ?? '', /numberOutputs|Number of outputs/u);
    }
  });

  it('takes names of outputs for what they are, words for the canvas', async () => {
    const names = ['Große Beträge 💶', '', '__proto__', 7, null, { a: 1 }, '={{ $json.n }}'];
    for (const outputName of names) {
      const named = [{ ...rule('gt', 10), outputName }, rule('gt', 3)];
      const { outputs } = await run({ rules: named, fallback: 'extra', fallbackName: 'Übrige' });
      assert.deepEqual(outputs, { output0: [{ n: 20 }], output1: [{ n: 5 }], fallback: [{ n: 1 }] });
    }
  });

  it('refuses an output or a rule that does not exist', async () => {
    for (const parameters of [
      { mode: 'expression', output: 10 },
      { mode: 'expression', output: '={{ 1.5 }}' },
      { mode: 'expression', output: '={{ $json.missing }}' },
      { rules: [{}] },
      { rules: Array.from({ length: 31 }, () => rules[0]) },
    ]) {
      assert.equal((await run(parameters)).error?.code, 'parameter-invalid', JSON.stringify(parameters));
    }
  });
});
