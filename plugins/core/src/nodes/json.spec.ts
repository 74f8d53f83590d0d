import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonObject } from '@patchbay/plugin-sdk';
import { runNode } from '@patchbay/plugin-testing';
import { json } from './json.js';

describe('JSON', () => {
  const run = (item: JsonObject, parameters: Record<string, unknown> = {}) =>
    runNode(json, { parameters, items: [item] });

  it('reads a text into the item, one item per entry, or a field', async () => {
    assert.deepEqual((await run({ data: '{"a":1}' })).outputs.main, [{ a: 1 }]);
    assert.deepEqual((await run({ data: '[{"a":1},2]' })).outputs.main, [{ a: 1 }, { data: 2 }]);
    const given = { field: 'answer.body', toField: 'answer.parsed' };
    assert.deepEqual((await run({ id: 1, answer: { body: '[1]' } }, given)).outputs.main, [
      { id: 1, answer: { body: '[1]', parsed: [1] } },
    ]);
  });

  it('writes the item or a field as a text', async () => {
    const write = { operation: 'stringify' };
    assert.deepEqual((await run({ a: 1 }, write)).outputs.main, [{ a: 1, data: '{"a":1}' }]);
    const given = { ...write, field: 'a', toField: 'text', indent: true };
    assert.deepEqual((await run({ a: { b: 1 } }, given)).outputs.main, [
      { a: { b: 1 }, text: '{\n  "b": 1\n}' },
    ]);
    assert.equal((await run({}, { ...write, field: 'none' })).error?.code, 'parameter-invalid');
  });

  it('does not repeat in its error what it could not read', async () => {
    const { error } = await run({ data: 'secret-4711 {' });
    assert.match(error?.detail ?? '', /"data" holds 13 characters/u);
    assert.ok(!JSON.stringify(error).includes('4711'));
    assert.equal((await run({ data: 1 })).error?.code, 'parameter-invalid');
  });

  it('keeps a member named __proto__ a member', async () => {
    const { outputs } = await run({ data: '{"__proto__":{"polluted":true}}' });
    assert.equal(JSON.stringify(outputs.main), '[{"__proto__":{"polluted":true}}]');
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  });
});
