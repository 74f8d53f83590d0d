import { field, type Field, type FieldMap, type JsonObject, type JsonValue } from './index.js';

/** A small generator with a fixed seed (mulberry32), so that a failure can be repeated. */
export class Random {
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
    const common = {
      displayName: this.of(['Name', 'Größe', '']),
      ...(this.below(2) ? { required: true } : {}),
      ...(this.below(2) ? { destination: true } : {}),
      ...(this.below(3) ? {} : { identity: false, hint: 'h', description: '' }),
      ...(this.below(3) ? {} : { section: 'tls' as const, documentationUrl: 'https://example.com/a' }),
      ...(this.below(4) ? {} : { pattern: { regex: '^[^z]*$', message: 'm' } }),
    };
    return this.of([...variants, ...(depth > 0 ? nestedVariants : [])])(common, () => this.fields(depth - 1));
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

interface Common {
  displayName: string;
}
type Variant = (common: Common, nested: () => FieldMap) => Field;

const variants: Variant[] = [
  field.text,
  field.secret,
  (common) => field.secret({ ...common, format: 'json', default: '{}' }),
  (common) => field.secret({ ...common, multiline: true }),
  (common) => field.number({ ...common, min: 0, integer: true, default: 5 }),
  (common) => field.number({ ...common, max: 3.5 }),
  field.port,
  field.boolean,
  (common) =>
    field.options({ ...common, default: 1, options: [{ value: 1, name: 'One', description: 'd' }] }),
  (common) => field.options({ ...common, options: [] }),
  field.json,
  (common) => field.json({ ...common, default: { a: [1, { b: null }] } }),
  field.headers,
  (common) => field.headers({ ...common, default: { A: 'b' } }),
  field.pem,
];
const nestedVariants: Variant[] = [
  (common) => field.multiline({ ...common, language: 'sql' }),
  field.fileContent,
  field.notice,
  field.hidden,
  (common) => field.hidden({ ...common, plain: true }),
  (common, nested) => field.collection({ ...common, fields: nested() }),
  (common, nested) =>
    field.fixedCollection({ ...common, groups: { a: { displayName: 'A', fields: nested() } } }),
  (common, nested) =>
    field.fixedCollection({
      ...common,
      multiple: false,
      groups: { a: { displayName: 'A', fields: nested() } },
    }),
];
