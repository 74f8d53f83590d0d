import type { FieldProblem } from '@patchbay/errors';
import { applyDefaults } from './apply-defaults.js';
import type { FieldMap } from './field.js';
import { getOwn, setOwn, type JsonObject, type JsonValue } from './json.js';
import { pointerTo } from './pointer.js';
import { isSecretField } from './secrecy.js';
import { fillSecrets, withoutSecrets } from './secret-references.js';
import { takeUrlSecrets } from './url-secrets.js';

/*
 * A text field of a connection may take other fields of the same connection: `=db.{{ $self.region }}.example.com`.
 * Reads alone, of readable fields alone: no engine, the same result for every run, and nothing that a secret could
 * leak through. What counts as the destination is the text that comes out. Beside them it may take named secrets,
 * as `{{ $secrets.NAME }}`; those are put in when the connection is opened, so they decide no destination.
 */

const embedded = /\{\{[^{}]*\}\}/g;
const reads = /\{\{\s*\$self(?:\.([A-Za-z_$][\w$]*)|\["([^"\\]+)"\])\s*\}\}/g;

/** The values with the texts that such expressions give; defaults must have been applied. */
export function resolveSelf(
  fields: FieldMap,
  effective: JsonObject,
  secrets: Readonly<Record<string, string>> = {},
): JsonObject {
  const templates = templatesOf(fields, effective);
  if (templates.length === 0) return effective;
  const resolved = { ...effective };
  for (const [key, template] of templates) setOwn(resolved, key, fill(fields, effective, template, secrets));
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
    const known = withoutSecrets(text);
    const detail = problemOf(known);
    if (detail !== undefined) problems.push({ pointer: pointerTo(base, key), detail });
    // What is wrong is told once, and not again by the field's own pattern; what a secret will give is not known.
    setOwn(checked, key, detail === undefined && known === text ? text : undefined);
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
function fill(
  fields: FieldMap,
  effective: JsonObject,
  template: string,
  secrets: Readonly<Record<string, string>> = {},
): string {
  // Both kinds in one pass: the value of a secret is text, whatever it looks like.
  return template
    .slice(1)
    .replaceAll(embedded, (embeddedText) => fillOne(fields, effective, embeddedText, secrets));
}

function fillOne(
  fields: FieldMap,
  effective: JsonObject,
  text: string,
  secrets: Readonly<Record<string, string>>,
): string {
  if (text.includes('$secrets')) return fillSecrets(text, secrets);
  return text.replaceAll(reads, (whole, dotted?: string, quoted?: string) => {
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
    return 'may only read readable fields of this connection that have a value, such as {{ $self.region }}, and secrets';
  }
  // Only the parts of a literal URL are sealed; an expression is stored readable as a whole.
  return takeUrlSecrets(text) === undefined
    ? undefined
    : 'must hold no user, password or token beside an expression';
}
