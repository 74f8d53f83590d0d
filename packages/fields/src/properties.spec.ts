import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from './random.spec.js';
import {
  applySecretPlan,
  field,
  fromWire,
  joinConfig,
  MASK,
  maskConfig,
  mergeConfig,
  parseFields,
  splitConfig,
  toWire,
  type JsonObject,
} from './index.js';

const ROUNDS = 500;

function each(seed: number, check: (random: Random, round: number) => void): void {
  const random = new Random(seed);
  for (let round = 0; round < ROUNDS; round += 1) check(random, round);
}

describe('whatever the fields and values', () => {
  it('joining is the exact opposite of splitting', () => {
    each(1, (random) => {
      const fields = random.below(8) === 0 ? undefined : random.fields();
      const values = fields === undefined ? random.object() : random.values(fields);
      const split = splitConfig(fields, values);
      assert.deepEqual(joinConfig(split.config, split.secrets), values);
      const sealed = JSON.parse(JSON.stringify(split)) as typeof split;
      assert.deepEqual(joinConfig(sealed.config, sealed.secrets), values);
    });
  });

  it('the wire format brings the same fields back, also through JSON', () => {
    each(2, (random) => {
      const fields = random.fields();
      assert.deepEqual(fromWire(toWire(fields)), fields);
      assert.deepEqual(
        fromWire(JSON.parse(JSON.stringify(toWire(fields))) as ReturnType<typeof toWire>),
        fields,
      );
      assert.deepEqual(parseFields(fields), fields);
    });
  });

  it('a masked answer depends on neither the secret nor its length', () => {
    const text = field.text({ displayName: 'X' });
    const fields = {
      url: text,
      key: field.secret({ displayName: 'X' }),
      headers: field.headers({ displayName: 'X' }),
    };
    each(3, (random) => {
      const secret = `s3cret${random.text()}`;
      const url = `https://user:${encodeURIComponent('s3cret')}@h/?token=${'s3cret'.repeat(random.below(9) + 1)}`;
      const { config, secretKeys } = splitConfig(fields, {
        url,
        key: secret,
        headers: { A: secret },
        other: { a: secret },
      });
      const shown = maskConfig(config, secretKeys);
      assert.deepEqual(shown, {
        url: `https://${MASK}@h/?token=${MASK}`,
        key: MASK,
        headers: { A: MASK },
        other: MASK,
      });
    });
  });

  it('sending back a masked answer changes nothing', () => {
    const own = {
      url: field.text({ displayName: 'X', destination: true }),
      key: field.secret({ displayName: 'X' }),
      headers: field.headers({ displayName: 'X' }),
      rows: field.fixedCollection({
        displayName: 'X',
        groups: {
          row: {
            displayName: 'Row',
            fields: { name: field.text({ displayName: 'X' }), key: field.secret({ displayName: 'X' }) },
          },
        },
      }),
    };
    each(4, (random) => {
      const row = (): JsonObject => ({ name: random.of(['m', 'n']), key: random.text() });
      const { config, secrets, secretKeys } = splitConfig(own, {
        url: `https://u:p@h${random.of(['', '/x', '/?token=t'])}`,
        key: random.text(),
        headers: { A: random.text(), 'B/c': random.text() },
        rows: { row: Array.from({ length: random.below(3) }, row) },
      });
      const plan = mergeConfig({
        fields: own,
        stored: { config, secretKeys },
        patch: maskConfig(config, secretKeys),
      });
      assert.deepEqual(plan.config, config);
      assert.deepEqual([...plan.secretKeys].sort(), [...secretKeys].sort());
      assert.deepEqual(applySecretPlan(secrets, plan.secrets), secrets);
    });
  });

  it('a merge leaves the sealed part as splitting the new values would', () => {
    each(5, (random) => {
      const fields = random.fields(1);
      const values = dropUnsafe(random.values(fields));
      const before = splitConfig(fields, {});
      const plan = mergeConfig({ fields, stored: before, patch: exactly(values), enforceReentry: false });
      const after = splitConfig(fields, dropNulls(values));
      assert.deepEqual(plan.config, after.config);
      assert.deepEqual(applySecretPlan({}, plan.secrets), after.secrets);
      assert.deepEqual([...plan.secretKeys].sort(), [...after.secretKeys].sort());
    });
  });

  it('nothing reaches a prototype', () => {
    each(6, (random) => {
      const fields = random.fields();
      const values = random.values(fields);
      const split = splitConfig(fields, values);
      maskConfig(split.config, split.secretKeys);
      joinConfig(
        JSON.parse('{"__proto__":{"x":1}}') as JsonObject,
        JSON.parse('{"__proto__":{"polluted":1}}') as JsonObject,
      );
      assert.deepEqual(Object.keys(Object.prototype), []);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    });
  });
});

function exactly(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === null ? null : { $value: value }]),
  );
}

function dropNulls(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function dropUnsafe(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => key !== '__proto__' && key !== 'constructor'),
  );
}
