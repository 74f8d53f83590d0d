import { PatchbayError, type FieldProblem } from '@patchbay/errors';
import { fieldMapProblems } from './check-definition.js';
import type { FieldMap } from './field.js';
import { limits } from './limits.js';

/**
 * Checks a FieldMap that came as untrusted JSON from a plugin's description and answers a copy of it that
 * is plain JSON. Members that no field has are refused: a misspelt `destination` must not pass silently.
 *
 * @throws PatchbayError `plugin-invalid` with every problem by JSON pointer.
 */
export function parseFields(value: unknown): FieldMap {
  const text = toText(value);
  if (text === undefined) throw invalid([{ pointer: '', detail: 'must be plain JSON' }]);
  if (text.length > limits.description) throw invalid([{ pointer: '', detail: 'is too large' }]);
  // Read from the text, so that getters, proxies and prototypes of the original play no part.
  const copy: unknown = JSON.parse(text);
  const problems = fieldMapProblems(copy);
  if (problems.length > 0) throw invalid(problems);
  return copy as FieldMap;
}

function toText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function invalid(errors: FieldProblem[]): PatchbayError {
  return new PatchbayError('plugin-invalid', { detail: 'The fields are not described correctly.', errors });
}
