import type { PatternNode } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';

/** The readable value of a parameter that must not be an expression. */
export function fixed(trigger: PatternNode, name: string): unknown {
  const value: unknown = (trigger.parameters ?? {})[name];
  if (!holdsExpression(value)) return value;
  throw wrong(trigger, `${name} must not be an expression: it counts before there is a run`);
}

export function oneOf<const T extends string>(
  trigger: PatternNode,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const value = fixed(trigger, name);
  if (value === undefined || value === null) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw wrong(trigger, `${name} must be one of ${allowed.join(', ')}`);
}

export function flag(trigger: PatternNode, name: string): boolean {
  const value = fixed(trigger, name) ?? false;
  if (typeof value === 'boolean') return value;
  throw wrong(trigger, `${name} must be true or false`);
}

/** Undefined when it is empty. */
export function nameOf(trigger: PatternNode, name: string): string | undefined {
  const value = fixed(trigger, name) ?? '';
  if (typeof value === 'string' && value.length <= 200) return value === '' ? undefined : value;
  throw wrong(trigger, `${name} must be a text of at most 200 characters`);
}

/** A text with commas, or a list. */
export function textsOf(trigger: PatternNode, name: string): string[] {
  const value = fixed(trigger, name) ?? '';
  const list: unknown = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(list)) throw wrong(trigger, `${name} must be a text with commas`);
  const texts = list.map((each: unknown) => {
    if (typeof each === 'string' && each.length <= 255) return each.trim();
    throw wrong(trigger, `${name} must be a text with commas`);
  });
  return [...new Set(texts.filter((text) => text !== ''))];
}

export function wrong(trigger: PatternNode, why: string): PatchbayError {
  return new PatchbayError('pattern-invalid', `"${trigger.name}": ${why}.`);
}

function holdsExpression(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('=');
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
