import type { Field, JsonValue } from '@patchbay/fields';
import type { ComponentType } from 'react';
import type { Path } from './values.js';

/** How a form draws a template; only forms of node parameters have one. */
export type ExpressionControl = ComponentType<{
  field: Field;
  path: Path;
  value: JsonValue | undefined;
  /** It comes in the place of a literal value's input. */
  takesFocus: boolean;
  /** Goes back to a literal value. */
  onFixed: () => void;
}>;

/** A string that begins with `=` is a template, any other is literal. */
export function isTemplate(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.startsWith('=');
}

/** Containers hold fields that can each be a template; what is no value can't be one. */
export function canBeTemplate({ kind }: Field): boolean {
  return !['notice', 'hidden', 'collection', 'fixedCollection', 'headers'].includes(kind);
}
