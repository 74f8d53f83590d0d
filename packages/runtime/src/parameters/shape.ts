import { type Field, type FieldMap, type JsonValue, pointerTo } from '@patchbay/fields';
import { templateReader, type Cells, type Columns } from '../expressions/columns.js';
import { misplacedExpression } from '../expressions/sql-template.js';
import { parseTemplate, type TemplatePart } from '../expressions/template.js';
import { convert } from './convert.js';
import { invalidParameter } from './problems.js';

/** A parameter that is the same for every item, or one that is built from the cells of an item. */
export type Shape = { readonly constant: unknown } | { readonly build: Build };
type Build = (cells: Cells, from: number) => unknown;

/** Walks a parameter's value once; `fields` names the members where the field is known. */
export class ShapeCompiler {
  readonly #columns: Columns;
  readonly #labelOf: (pointer: string) => string;

  /** `labelOf` gives what the form calls the place of a pointer. */
  constructor(columns: Columns, labelOf: (pointer: string) => string) {
    this.#columns = columns;
    this.#labelOf = labelOf;
  }

  value(value: unknown, pointer: string, field?: Field): Shape {
    if (typeof value === 'string') return this.#text(value, pointer, field);
    if (Array.isArray(value)) return this.#list(value, pointer, (entry, at) => this.value(entry, at));
    if (typeof value !== 'object' || value === null) return { constant: value };
    return this.object(value as Record<string, unknown>, pointer, (key, member, at) =>
      this.#member(field, key, member, at),
    );
  }

  object(
    value: Record<string, unknown>,
    pointer: string,
    member: (key: string, value: unknown, pointer: string) => Shape,
  ): Shape {
    const members = Object.entries(value).map(
      ([key, each]) => [key, member(key, each, pointerTo(pointer, key))] as const,
    );
    const constants: Record<string, unknown> = {};
    // The keys are the author's text: define, so that `__proto__` stays a key.
    for (const [key, shape] of members)
      define(constants, key, 'constant' in shape ? shape.constant : undefined);
    const varying = members.flatMap(([key, shape]) =>
      'build' in shape ? [{ key, build: shape.build }] : [],
    );
    if (varying.length === 0) return { constant: constants };
    return {
      build: (cells, from) => {
        const built = { ...constants };
        for (const { key, build } of varying) {
          const result = build(cells, from);
          if (result === undefined) Reflect.deleteProperty(built, key);
          else define(built, key, result);
        }
        return built;
      },
    };
  }

  #member(field: Field | undefined, key: string, value: unknown, pointer: string): Shape {
    if (field?.kind === 'collection') return this.value(value, pointer, own(field.fields, key));
    if (field?.kind === 'headers') return this.value(value, pointer, headerField);
    const group = field?.kind === 'fixedCollection' ? own(field.groups, key) : undefined;
    if (!group) return this.value(value, pointer);
    const row = (entry: unknown, at: string): Shape =>
      typeof entry === 'object' && entry !== null && !Array.isArray(entry)
        ? this.object(entry as Record<string, unknown>, at, (name, each, to) =>
            this.value(each, to, own(group.fields, name)),
          )
        : this.value(entry, at);
    return Array.isArray(value) ? this.#list(value, pointer, row) : row(value, pointer);
  }

  #list(
    values: readonly unknown[],
    pointer: string,
    entry: (value: unknown, pointer: string) => Shape,
  ): Shape {
    const shapes = values.map((value, index) => entry(value, `${pointer}/${index}`));
    if (shapes.every((shape) => 'constant' in shape))
      return { constant: shapes.map(({ constant }) => constant) };
    return {
      build: (cells, from) =>
        shapes.map((shape) => ('build' in shape ? (shape.build(cells, from) ?? null) : shape.constant)),
    };
  }

  #text(value: string, pointer: string, field: Field | undefined): Shape {
    const parts = parseTemplate(value);
    if (field?.kind === 'multiline' && field.language === 'sql')
      return this.#sql(parts ?? [{ text: value }], pointer);
    if (!parts) return { constant: value };
    const read = templateReader(parts, this.#columns, pointer);
    const check = (given: JsonValue | undefined): JsonValue | undefined => {
      const converted = convert(field, given);
      if ('value' in converted) return converted.value;
      throw invalidParameter(this.#labelOf(pointer), pointer, converted.wrong);
    };
    return parts.every((part) => 'text' in part)
      ? { constant: check(read([], 0)) }
      : { build: (cells, from) => check(read(cells, from)) };
  }

  /** The values of a statement are bound; no value ever becomes SQL text. */
  #sql(parts: readonly TemplatePart[], pointer: string): Shape {
    const misplaced = misplacedExpression(parts);
    if (misplaced) throw invalidParameter(this.#labelOf(pointer), pointer, misplaced);
    const strings = [''];
    const columns: number[] = [];
    for (const part of parts) {
      if ('text' in part) strings.push((strings.pop() ?? '') + part.text);
      else {
        columns.push(this.#columns.add(part.source, pointer));
        strings.push('');
      }
    }
    Object.freeze(strings);
    if (columns.length === 0) return { constant: { strings, values: [] } };
    return {
      build: (cells, from) => ({ strings, values: columns.map((column) => cells[from + column] ?? null) }),
    };
  }
}

const headerField = { kind: 'text', displayName: '' } as const;

function own<T>(map: Readonly<Record<string, T>> | FieldMap, key: string): T | undefined {
  return Object.hasOwn(map, key) ? (map[key] as T) : undefined;
}

function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}
