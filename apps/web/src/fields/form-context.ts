import type { Field, JsonObject, JsonValue } from '@patchbay/fields';
import { createContext, type ReactNode, useContext } from 'react';
import type { ExpressionControl } from './expression.js';
import type { Path } from './values.js';

/** What every control of a form may ask, however deep it lies. */
export interface FormAccess {
  /** All effective values, for conditions that start at the root. */
  root: JsonObject;
  /** A saved connection: what it connects to is read-only. */
  isSaved: boolean;
  /** Secrets that are stored, by pointer. */
  stored: readonly string[];
  secretsSetAt: string | null;
  /** Stored secrets that are being replaced. */
  opened: ReadonlySet<string>;
  /** Names of what changed, when that makes every secret be entered again; else empty. */
  reentryBecause: readonly string[];
  /** How a stored value reads with its secrets masked, to be shown as text only. */
  maskedText(path: Path): string | undefined;
  problemAt(pointer: string): string | undefined;
  /** What is wrong somewhere within a value that is one text to the person. */
  problemWithin?(pointer: string): string | undefined;
  /** The field that is to be shown, by pointer; what is folded around it unfolds. */
  sought?: string | undefined;
  change(path: Path, value: JsonValue | undefined): void;
  /** The person has left the field: from now on it says what is wrong. */
  touch(pointer: string): void;
  open(path: Path): void;
  keep(path: Path): void;
  /** Draws a value in a way of its own, such as a list as rows; undefined where its kind decides. */
  draw?: (props: { field: Field; path: Path; value: JsonValue | undefined }) => ReactNode;
  /** How templates are drawn; absent where values are literal. */
  Expression?: ExpressionControl;
  /** What was typed cannot be read as the field's kind, so that there is no value. */
  setUnreadable(pointer: string, detail: string | undefined): void;
}

const FormContext = createContext<FormAccess | undefined>(undefined);
export const FormProvider = FormContext.Provider;

export function useForm(): FormAccess {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('A field was drawn outside of a form');
  return form;
}
