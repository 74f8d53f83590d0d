import type { NodeDescription, PatternNode } from '@patchbay/contracts';
import type { Field, JsonDrawing, JsonObject, JsonValue } from '@patchbay/fields';
import { count } from '../../ui/words.js';
import { parametersOf } from './node-types.js';
import { canShow, conditionsIn, rowsIn, rulesIn } from './readable.js';

/** What the node does in one line, made from its parameters: `GET https://…`, `$json.total is greater than 20`. */
export function subtitleOf(node: PatternNode, description: NodeDescription | undefined): string {
  const parameters = (node.parameters ?? {}) as JsonObject;
  if (description?.subtitle !== undefined) {
    const fields = parametersOf(description);
    const filled = description.subtitle.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_all, key: string) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      const given = Object.hasOwn(parameters, key) ? parameters[key] : undefined;
      return wordsOf(given ?? (field?.default as JsonValue | undefined), field);
    });
    if (filled.trim() !== '') return filled.trim();
  }
  const { query } = parameters;
  return typeof query === 'string' && query !== '' ? bare(query) : (description?.description ?? node.type);
}

function wordsOf(value: JsonValue | undefined, field: Field | undefined): string {
  if (field?.kind === 'options')
    return field.options.find((option) => option.value === value)?.name ?? bare(value);
  if (field?.kind !== 'json') return bare(value);
  return field.drawnAs && canShow(field.drawnAs, value) ? drawnWords(field.drawnAs, value) : bare(value);
}

/** The same that the inspector shows as rows. */
function drawnWords(shape: JsonDrawing, value: JsonValue | undefined): string {
  if (shape.kind === 'conditions') {
    const { combinator, rows } = conditionsIn(value) ?? { combinator: 'and', rows: [] };
    const words = rows.map(({ left, operator, right }) => {
      const known = shape.operators.find((each) => each.value === operator);
      return [bare(left), known?.name ?? bare(operator), ...(known?.alone ? [] : [bare(right)])].join(' ');
    });
    return words.join(` ${combinator} `);
  }
  if (shape.kind === 'rules') {
    const rules = rulesIn(shape, value) ?? [];
    return rules.length === 0 ? '' : count(rules.length, shape.row);
  }
  const [first = ''] = Object.keys(shape.cells);
  const rows = rowsIn(value, Object.keys(shape.cells)) ?? [];
  return rows
    .map((row) => bare(row[first]))
    .filter((text) => text !== '')
    .join(', ');
}

const longest = 120;

/** Without the marks of a template that is one expression. */
function bare(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') return JSON.stringify(value).slice(0, longest);
  const template = value.replace(/^=/, '');
  return (/^\s*\{\{\s*((?:(?!\}\}).)*?)\s*\}\}\s*$/s.exec(template)?.[1] ?? template).slice(0, longest);
}
