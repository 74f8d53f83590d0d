import { PatchbayError } from '@patchbay/errors';
import type { JsonValue } from '@patchbay/fields';
import { parsePath, type MemberPath } from './path.js';
import type { TemplatePart } from './template.js';

/** One distinct expression of a node. */
export interface Column {
  readonly source: string;
  /** Where it stands first: a JSON pointer into the node's parameters. */
  readonly pointer: string;
  /** Set when it is a plain read, which needs no engine. */
  readonly path: MemberPath | undefined;
}

/** The values of a node's columns, item by item. What reads them is told where those of its item begin. */
export type Cells = readonly (JsonValue | undefined)[];

/** Collects the expressions of a node, each once. */
export class Columns {
  readonly all: Column[] = [];
  readonly #bySource = new Map<string, number>();

  add(source: string, pointer: string): number {
    if (source === '')
      throw new PatchbayError('expression-failed', {
        detail: 'An expression is empty: {{ }}.',
        errors: [{ pointer, detail: 'An expression is empty: {{ }}' }],
      });
    const known = this.#bySource.get(source);
    if (known !== undefined) return known;
    this.#bySource.set(source, this.all.length);
    return this.all.push({ source, pointer, path: parsePath(source) }) - 1;
  }
}

/** A template whose expressions are columns; one single expression keeps the type of its value. */
export function templateReader(
  parts: readonly TemplatePart[],
  columns: Columns,
  pointer: string,
): (cells: Cells, from: number) => JsonValue | undefined {
  const pieces = parts.map((part) => ('text' in part ? part.text : columns.add(part.source, pointer)));
  const [first] = pieces;
  if (pieces.length === 1 && typeof first === 'number') return (cells, from) => cells[from + first];
  return (cells, from) => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : asText(cells[from + piece]);
    return text;
  };
}

/** Within text, nothing reads as nothing and an object as its JSON. */
export function asText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
