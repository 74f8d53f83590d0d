import { applyDefaults, type FieldMap, type FieldProblem, isWithin, type JsonObject } from '@patchbay/fields';
import { useState } from 'react';
import type { FormAccess } from '../../fields/form-context.js';
import { nameAt, problemFor, sentence } from '../../fields/problems.js';
import { setAt } from '../../fields/values.js';
import { ExpressionField } from './expression-field.js';

interface NodeForm {
  fields: FieldMap;
  values: JsonObject;
  /** What is wrong, by pointer into the values. */
  problems: readonly FieldProblem[];
  /** Because of what the run failed. */
  marked: FieldProblem | undefined;
  /** The field that is to be shown. */
  sought: string | undefined;
  onChange: (values: JsonObject, pointer: string) => void;
  draw: NonNullable<FormAccess['draw']>;
}

/** A form over values that live elsewhere: the pattern holds them, with undo. */
export function useNodeForm({
  fields,
  values,
  problems,
  marked,
  sought,
  onChange,
  draw,
}: NodeForm): FormAccess {
  const [unreadable, setUnreadable] = useState<Readonly<Record<string, string>>>({});
  return {
    root: applyDefaults(fields, values),
    isSaved: false,
    stored: [],
    secretsSetAt: null,
    opened: new Set(),
    reentryBecause: [],
    maskedText: () => undefined,
    problemAt: (pointer) => {
      const detail = unreadable[pointer] ?? problemFor(problems, pointer)?.detail;
      if (detail !== undefined) return sentence(nameAt(fields, pointer), detail);
      return marked?.pointer === pointer ? failedHere(marked) : undefined;
    },
    problemWithin: (pointer) =>
      marked && marked.pointer !== pointer && isWithin(marked.pointer, pointer)
        ? failedHere(marked)
        : undefined,
    sought,
    // An emptied parameter is absent, so that its default applies.
    change: (path, value) => onChange(setAt(values, path, value ?? undefined), path.join('/')),
    touch: () => undefined,
    open: () => undefined,
    keep: () => undefined,
    Expression: ExpressionField,
    draw,
    setUnreadable: (pointer, detail) =>
      setUnreadable((before) => {
        const others = Object.entries(before).filter(([other]) => other !== pointer);
        return Object.fromEntries(detail === undefined ? others : [...others, [pointer, detail]]);
      }),
  };
}

function failedHere({ detail }: FieldProblem): string {
  return `The run failed here: ${detail}`;
}
