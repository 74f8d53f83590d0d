import type { FieldProblem } from '@patchbay/errors';
import { applyDefaults } from './apply-defaults.js';
import type { FieldMap } from './field.js';
import { getOwn, setOwn, type JsonObject, type JsonValue } from './json.js';
import { pointerTo } from './pointer.js';
import { isSecretField } from './secrecy.js';
import { takeUrlSecrets } from './url-secrets.js';

/*
 * A text field of a connection may take other fields of the same connection: `=db.{{ $self.region }}.example.com`.
 * Reads alone, of readable fields alone: no engine, the same result for every run, and nothing that a secret could
 * leak through. What counts as the destination is the text that comes out.
 */

const reads = /\{\{\s*\$self(?:\.([A-Za-z_$][\w$]*)|\["([^"\\]+)"\])\s*\}\}/g;

/** The values with the texts that such expressions give; defaults must have been applied. */
export function resolveSelf(fields: FieldMap, effective: JsonObject): JsonObject {
  const templates = templatesOf(fields, effective);
  if (templates.length === 0) return effective;
  const resolved = { ...effective };
  for (const [key, template] of templates) setOwn(resolved, key, fill(fields, effective, template));
  return resolved;
}

/** The given values with their expressions replaced, and what is wrong with these. */
export function checkSelf(
  fields: FieldMap,
  values: Record<string, unknown>,
  base: string,
): { values: Record<string, unknown>; problems: FieldProblem[] } {
  const effective = applyDefaults(fields, values);
  const checked = { ...values };
  const problems: FieldProblem[] = [];
  for (const [key, template] of templatesOf(fields, values as JsonObject)) {
    const text = fill(fields, effective, template);
    const detail = problemOf(text);
    if (detail !== undefined) problems.push({ pointer: pointerTo(base, key), detail });
    // What is wrong is told once, and not again by the field's own pattern.
    setOwn(checked, key, detail === undefined ? text : undefined);
  }
  return { values: checked, problems };
}

function templatesOf(fields: FieldMap, values: JsonObject): [key: string, template: string][] {
  return Object.entries(values).flatMap(([key, value]): [string, string][] =>
    getOwn(fields, key)?.kind === 'text' && isTemplate(value) ? [[key, value]] : [],
  );
}

function isTemplate(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.startsWith('=') && value.includes('{{');
}

/** A read that is not allowed, or finds nothing, stays as it was written. */
function fill(fields: FieldMap, effective: JsonObject, template: string): string {
  return template.slice(1).replaceAll(reads, (whole, dotted?: string, quoted?: string) => {
    const name = dotted ?? quoted ?? '';
    const field = getOwn(fields, name);
    const value = getOwn(effective, name);
    // A secret in a readable text would be shown, logged and used as an address.
    if (field === undefined || isSecretField(field) || isTemplate(value)) return whole;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

function problemOf(text: string): string | undefined {
  if (text.includes('{{')) {
    return 'may only read readable fields of this connection that have a value, such as {{ $self.region }}';
  }
  // Only the parts of a literal URL are sealed; an expression is stored readable as a whole.
  return takeUrlSecrets(text) === undefined
    ? undefined
    : 'must hold no user, password or token beside an expression';
}
