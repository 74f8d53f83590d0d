import type { FieldProblem } from '@patchbay/errors';
import { applyDefaults } from './apply-defaults.js';
import { valueProblems } from './check-value.js';
import { connectionSecretReads, misplacedReads } from './connection-references.js';
import type { Field, FieldMap, FixedCollectionField } from './field.js';
import { getOwn, isObject, isUnsafeKey, type JsonObject } from './json.js';
import { isWithin, pointerTo } from './pointer.js';
import { checkSelf } from './self-references.js';
import { isVisible } from './visibility.js';

export interface ValidateOptions {
  /** Prefix of every pointer, for instance `/config`. */
  basePointer?: string;
  /** A part of the values only: nothing is required. */
  partial?: boolean;
  /** For node parameters: a text that begins with `=` fits everywhere. */
  allowExpressions?: boolean;
  /** Pointers (without the base) of secrets that are stored but not among the values. */
  present?: readonly string[];
}

/** Names every wrong field at once, by RFC 6901 pointer; no detail repeats a value. */
export function validate(fields: FieldMap, values: unknown, options: ValidateOptions = {}): FieldProblem[] {
  const base = options.basePointer ?? '';
  if (!isObject(values)) return [{ pointer: base, detail: 'must be an object' }];
  if (options.allowExpressions === true) return check(fields, values, base, options);
  const self = checkSelf(fields, values, base);
  // What a named secret will give is not known before it is opened.
  const open = connectionSecretReads(fields, values as JsonObject).map(({ pointer }) => base + pointer);
  const settled = new Set([...self.problems.map(({ pointer }) => pointer), ...open]);
  const others = check(fields, self.values, base, options).filter(({ pointer }) => !settled.has(pointer));
  return [...self.problems, ...misplaced(fields, values as JsonObject, base), ...others];
}

/** Whoever may set a secret's value could else have the connection's own secrets sent to a server of his. */
function misplaced(fields: FieldMap, values: JsonObject, base: string): FieldProblem[] {
  return misplacedReads(fields, values).map((pointer) => ({
    pointer: base + pointer,
    detail: 'decides where the secrets are sent, so it cannot be taken from one',
  }));
}

function check(
  fields: FieldMap,
  values: Record<string, unknown>,
  base: string,
  options: ValidateOptions,
): FieldProblem[] {
  return new Validation(options, base, applyDefaults(fields, values)).map(fields, values, base);
}

class Validation {
  readonly #options: ValidateOptions;
  readonly #present: readonly string[];
  readonly #root: Record<string, unknown>;

  constructor(options: ValidateOptions, base: string, root: Record<string, unknown>) {
    this.#options = options;
    this.#present = (options.present ?? []).map((pointer) => base + pointer);
    this.#root = root;
  }

  map(fields: FieldMap, values: Record<string, unknown>, pointer: string, optional = false): FieldProblem[] {
    const effective = applyDefaults(fields, values);
    const known = Object.entries(fields).flatMap(([key, field]) => {
      const at = pointerTo(pointer, key);
      const value = getOwn(values, key);
      const isRequired = field.required === true && isVisible(field, effective, this.#root);
      if (isRequired && this.#isMissing(field, value, at, optional))
        return [{ pointer: at, detail: 'is required' }];
      return value === undefined || value === null ? [] : this.#value(field, value, at);
    });
    return [...known, ...unknownKeys(fields, values, pointer)];
  }

  #isMissing(field: Field, value: unknown, pointer: string, optional: boolean): boolean {
    if (value === '') return true;
    if (value === null) return field.default === undefined;
    if (value !== undefined || optional || this.#options.partial === true) return false;
    return field.default === undefined && !this.#present.some((stored) => isWithin(stored, pointer));
  }

  #value(field: Field, value: unknown, pointer: string): FieldProblem[] {
    if (this.#isExpression(value)) return [];
    if (field.kind === 'collection') {
      // Its fields count only when somebody adds them, so an absent one is never missing.
      return isObject(value) ? this.map(field.fields, value, pointer, true) : [mustBeObject(pointer)];
    }
    if (field.kind === 'fixedCollection') {
      return isObject(value) ? this.#groups(field, value, pointer) : [mustBeObject(pointer)];
    }
    return valueProblems(field, value, pointer, (inner) => this.#isExpression(inner));
  }

  #groups(field: FixedCollectionField, groups: Record<string, unknown>, pointer: string): FieldProblem[] {
    const known = Object.entries(field.groups).flatMap(([name, { fields }]) => {
      const at = pointerTo(pointer, name);
      const value = getOwn(groups, name);
      if (value === undefined || value === null || this.#isExpression(value)) return [];
      if (field.multiple === false) return this.#row(fields, value, at);
      if (!Array.isArray(value)) return [{ pointer: at, detail: 'must be a list' }];
      return value.flatMap((row: unknown, index) => this.#row(fields, row, pointerTo(at, index)));
    });
    return [...known, ...unknownKeys(field.groups, groups, pointer)];
  }

  #row(fields: FieldMap, row: unknown, pointer: string): FieldProblem[] {
    return isObject(row) ? this.map(fields, row, pointer) : [mustBeObject(pointer)];
  }

  #isExpression(value: unknown): boolean {
    return this.#options.allowExpressions === true && typeof value === 'string' && value.startsWith('=');
  }
}

function unknownKeys(known: object, values: object, pointer: string): FieldProblem[] {
  return Object.keys(values)
    .filter((key) => isUnsafeKey(key) || !Object.hasOwn(known, key))
    .map((key) => ({
      pointer: pointerTo(pointer, key),
      detail: isUnsafeKey(key) ? 'is not allowed as a name' : 'is not a known field',
    }));
}

function mustBeObject(pointer: string): FieldProblem {
  return { pointer, detail: 'must be an object' };
}
