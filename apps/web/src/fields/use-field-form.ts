import {
  applyDefaults,
  destinationOf,
  type Field,
  type FieldMap,
  type FieldProblem,
  type JsonObject,
  type JsonValue,
} from '@patchbay/fields';
import { useState } from 'react';
import type { FormAccess } from './form-context.js';
import { fieldAt, problemFor, problemsOf, sentence } from './problems.js';
import { changesOf, requestOf } from './to-request.js';
import { getAt, getOwn, isWithin, type Path, pathOf, pointerOf, sameValue, setAt } from './values.js';

export interface FieldFormStart {
  fields: FieldMap;
  /** Plain values to begin with. */
  initial: JsonObject;
  /** For a saved connection: how it reads with masks, and which secrets are set (by pointer) since when. */
  saved?: { masked: JsonObject; stored: readonly string[]; secretsSetAt: string | null };
  /** Stored secrets that stand open for their new value from the start, by pointer. */
  opened?: readonly string[];
}

/** The state of a form that is drawn from field definitions. */
export function useFieldForm({ fields, initial, saved, opened: first = [] }: FieldFormStart) {
  const [values, setValues] = useState(initial);
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set(first));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [showAll, setShowAll] = useState(false);
  const [told, setTold] = useState<readonly FieldProblem[]>([]);
  const [unreadable, setUnreadable] = useState<Readonly<Record<string, string>>>({});

  const stored = saved?.stored ?? [];
  const reentryBecause = stored.length === 0 ? [] : changedDestinations(fields, initial, values);
  const mustReenter = reentryBecause.length > 0;
  const toEnter = stored.filter((pointer) => mustReenter || isOpen(opened, pointer));
  const kept = stored.filter((pointer) => !toEnter.includes(pointer));
  const problems = problemsOf({ fields, values, kept, toEnter, unreadable });

  const change = (path: Path, value: JsonValue | undefined) => {
    const pointer = pointerOf(path);
    setValues((before) => setAt(before, path, value));
    setTold((before) => before.filter((problem) => !isWithin(problem.pointer, pointer)));
  };
  const access: FormAccess = {
    root: applyDefaults(fields, values),
    isSaved: saved !== undefined,
    stored,
    secretsSetAt: saved?.secretsSetAt ?? null,
    opened,
    reentryBecause,
    maskedText: (path) => {
      const text = saved === undefined ? undefined : getAt(saved.masked, path);
      return typeof text === 'string' && text !== '' ? text : undefined;
    },
    problemAt: (pointer) => {
      const own = showAll || touched.has(pointer) ? problemFor(problems, pointer) : undefined;
      const problem = problemFor(told, pointer) ?? own;
      if (problem === undefined) return undefined;
      return sentence(fieldAt(fields, pointer)?.displayName ?? pathOf(pointer).at(-1) ?? '', problem.detail);
    },
    change,
    touch: (pointer) => setTouched((before) => new Set(before).add(pointer)),
    open: (path) => {
      change(path, undefined);
      setOpened((before) => new Set(before).add(pointerOf(path)));
    },
    keep: (path) => {
      change(path, undefined);
      setOpened((before) => new Set([...before].filter((pointer) => pointer !== pointerOf(path))));
    },
    setUnreadable: (pointer, detail) =>
      setUnreadable((before) => {
        const others = Object.entries(before).filter(([other]) => other !== pointer);
        return Object.fromEntries(detail === undefined ? others : [...others, [pointer, detail]]);
      }),
  };
  return {
    access,
    values,
    problems,
    told,
    isDirty: opened.size > 0 || !sameValue(values, initial),
    /** Whether something was entered, apart from fields that merely stand open. */
    hasInput: !sameValue(values, initial),
    /** What the server is to be told. */
    request: () =>
      saved === undefined
        ? requestOf(fields, values)
        : changesOf(fields, values, { initial, stored, opened, mustReenter }),
    /** Puts values into fields; secrets that are stored are replaced by them. Gives the way back. */
    fill: (config: JsonObject) => {
      const filled = Object.entries(config).filter(([key]) =>
        mayFill(getOwn(fields, key), saved !== undefined),
      );
      const pointers = filled.map(([key]) => pointerOf([key]));
      const replaced = stored.filter((pointer) => pointers.some((filledAt) => isWithin(pointer, filledAt)));
      setValues(filled.reduce((before, [key, value]) => setAt(before, [key], value), values));
      setOpened(new Set([...opened, ...replaced]));
      setTold(told.filter(({ pointer }) => !pointers.some((filledAt) => isWithin(pointer, filledAt))));
      const undo = () => {
        setValues(values);
        setOpened(opened);
      };
      return { keys: filled.map(([key]) => key), undo };
    },
    /** From now on every problem shows. */
    showProblems: () => setShowAll(true),
    /** Problems that the server found. */
    tell: setTold,
  };
}

export type FieldForm = ReturnType<typeof useFieldForm>;

/** What a saved connection connects to cannot change. */
function mayFill(field: Field | undefined, isSaved: boolean): boolean {
  return field !== undefined && !(isSaved && field.identity === true);
}

function isOpen(opened: ReadonlySet<string>, pointer: string): boolean {
  return [...opened].some((open) => isWithin(pointer, open));
}

/** Names of the fields by whose change the secrets would go somewhere else. */
function changedDestinations(fields: FieldMap, before: JsonObject, after: JsonObject): string[] {
  const old = destinationOf(fields, before);
  const now = destinationOf(fields, after);
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => !sameValue(getOwn(old, key), getOwn(now, key)))
    .map((key) => getOwn(fields, key)?.displayName ?? key);
}
