import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FormatRegistry, type TSchema, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { compileCheck, type Schema } from './check.js';
import { hostSchemas, runnerSchemas } from './generated/schemas.js';
import { hostMessages, runnerMessages } from './messages.js';
import { samples } from './samples.spec.data.js';

const bare = (schemas: object): unknown =>
  JSON.parse(JSON.stringify(schemas, (key, value: unknown) => (key === '$id' ? undefined : value)));

describe('checks of messages', () => {
  it('come from schemas that equal messages.ts (else run node packages/protocol/bin/write-schemas.mjs)', () => {
    assert.deepEqual(hostSchemas, bare(hostMessages));
    assert.deepEqual(runnerSchemas, bare(runnerMessages));
  });

  it('accept one sample of every message', () => {
    const schemas: Record<string, Schema> = { ...hostSchemas, ...runnerSchemas };
    assert.deepEqual(samples.map(({ type }) => type).sort(), Object.keys(schemas).sort());
    for (const sample of samples) assert.ok(compileCheck(schemas[sample.type] ?? {})(sample), sample.type);
  });

  it('judge every single change of a sample as TypeBox does, and refuse members that nobody declared', () => {
    FormatRegistry.Set('date-time', (text) => !Number.isNaN(Date.parse(text)));
    const schemas: Record<string, TSchema> = { ...hostMessages, ...runnerMessages };
    let compared = 0;
    for (const sample of samples) {
      const schema = schemas[sample.type] ?? Type.Never();
      const check = compileCheck(bare(schema) as Schema);
      for (const changed of changes(sample)) {
        const expected = Value.Check(schema, changed);
        assert.equal(check(changed), expected, `${sample.type}: ${JSON.stringify(changed).slice(0, 300)}`);
        compared += 1;
      }
      assert.equal(check({ ...sample, undeclared: 1 }), false);
    }
    assert.ok(compared > 500);
  });

  it('look at members of a map whatever their names are', () => {
    const check = compileCheck(bare(Type.Record(Type.String(), Type.Integer())) as Schema);
    assert.ok(check({ a: 1 }));
    // TypeBox skips names with a line break, because its pattern for any name does not match them.
    assert.equal(check({ 'a\nb': 'text' }), false);
  });

  it('refuse at the start what they cannot check', () => {
    assert.throws(() => compileCheck({ type: 'bigint' }), TypeError);
    assert.throws(() => compileCheck({ type: 'string', format: 'hostname' }), TypeError);
  });
});

const substitutes: unknown[] = [null, true, -1, 1.5, 1e9, '', 'x y', 'x'.repeat(70), [], [1], {}];

/** The value with each member, at every depth, removed or replaced by something else. */
function* changes(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[key];
    const others = Array.isArray(value) ? substitutes : [undefined, ...substitutes];
    for (const other of [...others, ...changes(member)]) {
      if (Array.isArray(value)) yield value.map((each: unknown, at) => (String(at) === key ? other : each));
      else if (other === undefined)
        yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
      else yield { ...value, [key]: other };
    }
  }
}
