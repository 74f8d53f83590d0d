import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
  type Field,
  type FieldMap,
  type JsonObject,
  type JsonValue,
} from './index.js';

const ROUNDS = 2_000;
const kinds = ['text', 'secret', 'number', 'port', 'boolean', 'options', 'json', 'headers', 'pem'] as const;
const moreKinds = ['multiline', 'fileContent', 'notice', 'hidden', 'collection', 'fixedCollection'] as const;

/** A small generator with a fixed seed (mulberry32), so that a failure can be repeated. */
class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
  text(): string {
    const pieces = [
      'a',
      'Ω',
      '😀',
      '\0',
      '\ud800',
      '\n',
      '/',
      '~',
      '@',
      ':',
      '?',
      '#',
      '&',
      '=',
      'token',
      '\u2022',
      '\\',
      '%',
      ' ',
    ];
    const starts = [
      '',
      '',
      'https://',
      'https:',
      'postgres://u:p@h',
      'https://h/?token=',
      '//',
      '/',
      '•'.repeat(this.below(17)),
    ];
    return this.of(starts) + Array.from({ length: this.below(9) }, () => this.of(pieces)).join('');
  }
  key(): string {
    return this.of([
      'a',
      'b',
      '0',
      '1',
      'a/b',
      'c~d',
      '',
      '__proto__',
      'constructor',
      '@userinfo',
      '?token',
      'Ω',
      '$value',
    ]);
  }
  json(depth = 3): JsonValue {
    const kind = this.below(depth === 0 ? 5 : 7);
    if (kind < 2) return this.text();
    if (kind === 2) return this.below(100_000) - 50_000;
    if (kind === 3) return this.below(2) === 0;
    if (kind === 4) return null;
    if (kind === 5) return Array.from({ length: this.below(4) }, () => this.json(depth - 1));
    return this.object(depth - 1);
  }
  object(depth = 3, keys: readonly string[] = []): JsonObject {
    // From text, because assigning '__proto__' would set the prototype instead of a member.
    const members = Array.from({ length: this.below(5) }, () => {
      const key = keys.length > 0 && this.below(3) > 0 ? this.of(keys) : this.key();
      return `${JSON.stringify(key)}:${JSON.stringify(this.json(depth))}`;
    });
    return JSON.parse(`{${members.join(',')}}`) as JsonObject;
  }
  field(depth = 2): Field {
    const displayName = this.of(['Name', 'Größe', '']);
    const common = {
      displayName,
      ...(this.below(2) ? { required: true } : {}),
      ...(this.below(2) ? { destination: true } : {}),
      ...(this.below(3) ? {} : { identity: false, hint: 'h', description: '' }),
      ...(this.below(3) ? {} : { section: 'tls' as const, documentationUrl: 'https://example.com/a' }),
      ...(this.below(4) ? {} : { pattern: { regex: '^[^z]*$', message: 'm' } }),
    };
    const kind = this.of(depth === 0 ? kinds : [...kinds, ...moreKinds]);
    if (kind === 'options')
      return field.options({
        ...common,
        options: [
          { value: 1, name: 'One', description: 'd' },
          { value: 'b', name: 'B' },
        ],
        ...(this.below(2) ? { default: 1 } : {}),
      });
    if (kind === 'number')
      return field.number({
        ...common,
        ...(this.below(2) ? { min: 0, integer: true, default: 5 } : { max: 3.5 }),
      });
    if (kind === 'secret')
      return field.secret({
        ...common,
        ...(this.below(2) ? { format: 'json', default: '{}' } : { multiline: true }),
      });
    if (kind === 'multiline')
      return field.multiline({ ...common, ...(this.below(2) ? { language: 'sql' } : {}) });
    if (kind === 'hidden') return field.hidden({ ...common, ...(this.below(2) ? { plain: true } : {}) });
    if (kind === 'json')
      return field.json({ ...common, ...(this.below(2) ? { default: { a: [1, { b: null }] } } : {}) });
    if (kind === 'headers')
      return field.headers({ ...common, ...(this.below(2) ? { default: { A: 'b' } } : {}) });
    if (kind === 'collection') return field.collection({ ...common, fields: this.fields(depth - 1) });
    if (kind === 'fixedCollection') {
      return field.fixedCollection({
        ...common,
        groups: { a: { displayName: 'A', fields: this.fields(depth - 1) } },
        ...(this.below(2) ? { multiple: false } : {}),
      });
    }
    return { ...common, kind };
  }
  fields(depth = 2): FieldMap {
    const names = ['a', 'b', '0', 'a/b', 'c~d', 'Ω'].filter(() => this.below(2) === 0);
    const shown =
      names[0] === undefined ? {} : { displayOptions: { show: { [names[0]]: [this.of([true, 1, 'x'])] } } };
    return Object.fromEntries(
      names.map((name, index) => [name, { ...this.field(depth), ...(index > 0 ? shown : {}) }]),
    );
  }
  values(fields: FieldMap): JsonObject {
    return this.object(3, Object.keys(fields));
  }
}

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
