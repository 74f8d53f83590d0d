import type { Field, FieldMap, JsonObject, JsonValue } from '@patchbay/fields';
import type { ReactNode } from 'react';
import { useForm } from './form-context.js';
import { fieldHelp } from './field-help.js';
import { type Path, pointerOf } from './values.js';

export interface ControlProps<F extends Field = Field> {
  field: F;
  path: Path;
  /** As typed: `undefined` when nothing was, `null` when it was emptied. */
  value: JsonValue | undefined;
}

export interface FieldListProps {
  fields: FieldMap;
  path: Path;
  values: JsonObject;
  /** The same with defaults, which conditions look at. */
  effective: JsonObject;
}

export interface InputProps {
  label: ReactNode;
  description: ReactNode;
  error: ReactNode;
  placeholder?: string;
  required: boolean;
  'data-pointer': string;
  onBlur: () => void;
}

/** What all inputs have in common: label, help, problem, and where they lie. */
export function useInputProps({ field, path }: Pick<ControlProps, 'field' | 'path'>): InputProps {
  const form = useForm();
  const pointer = pointerOf(path);
  return {
    label: field.displayName,
    description: fieldHelp(field),
    error: form.problemAt(pointer),
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
    required: field.required === true,
    'data-pointer': pointer,
    onBlur: () => form.touch(pointer),
  };
}

/** An emptied text goes back to the default, unless being empty says something else than the default. */
export function textOrNothing(field: Field, text: string): string | null {
  return text === '' && (field.default === undefined || field.default === '') ? null : text;
}

export function shownText({ field, value }: Pick<ControlProps, 'field' | 'value'>): string {
  if (typeof value === 'string') return value;
  return value === undefined && typeof field.default === 'string' ? field.default : '';
}
