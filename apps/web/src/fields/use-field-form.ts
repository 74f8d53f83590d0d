import {
  applyDefaults,
  destinationOf,
  type FieldMap,
  type FieldProblem,
  isWithin,
  type JsonObject,
  type JsonValue,
} from '@patchbay/fields';
import { useState } from 'react';
import type { FormAccess } from './form-context.js';
import { fillable, over } from './fill.js';
import { isPlaced, nameAt, problemFor, problemsOf, sentence } from './problems.js';
import { changesOf, requestOf } from './to-request.js';
import { getAt, getOwn, type Path, pointerOf, sameValue, setAt } from './values.js';

export interface FieldFormStart {
  fields: FieldMap;
  /** Plain values to begin with. */
  initial: JsonObject;
  /** For a saved connection: how it reads with masks, and which secrets are set (by pointer) since when. */
  saved?: { masked: JsonObject; stored: readonly string[]; secretsSetAt: string | null };
  /** Stored secrets that stand open for their new value from the start, by pointer. */
  opened?: readonly string[];
  /** Entered already when the form opens, such as by a paste that led to it. */
  filled?: JsonObject;
}

/** The state of a form that is drawn from field definitions. */
export function useFieldForm({ fields, initial, saved, opened: first = [], filled = {} }: FieldFormStart) {
  const [values, setValues] = useState(() => over(initial, fillable(fields, filled, saved !== undefined)));
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

  const set = (nextValues: JsonObject, nextOpened: ReadonlySet<string>) => {
    setValues(nextValues);
    setOpened(nextOpened);
  };
  const change = (path: Path, value: JsonValue | undefined) => {
    const pointer = pointerOf(path);
    setValues((before) => setAt(before, path, value));
    // A group that lacked a row may lack nothing now.
    const isAbout = (at: string) => isWithin(at, pointer) || isWithin(pointer, at);
    setTold((before) => before.filter((problem) => !isAbout(problem.pointer)));
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
      return problem && sentence(nameAt(fields, pointer), problem.detail);
    },
    change,
    touch: (pointer) => setTouched((before) => new Set(before).add(pointer)),
    open: (path) => set(setAt(values, path, undefined), new Set(opened).add(pointerOf(path))),
    keep: (path) => {
      change(path, undefined);
      setOpened((before) => new Set([...before].filter((pointer) => pointer !== pointerOf(path))));
    },
    setUnreadable: (pointer, detail) => setUnreadable((before) => withDetail(before, pointer, detail)),
  };
  return {
    access,
    values,
    problems,
    told,
    /** Told of what does not show, so that it has to be said elsewhere. */
    unplaced: told.filter(({ pointer }) => !isPlaced(fields, access.root, pointer)),
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
      const filled = fillable(fields, config, saved !== undefined);
      const isFilled = (pointer: string) =>
        Object.keys(filled).some((key) => isWithin(pointer, pointerOf([key])));
      set(over(values, filled), new Set([...opened, ...stored.filter(isFilled)]));
      setTold(told.filter(({ pointer }) => !isFilled(pointer)));
      return { keys: Object.keys(filled), undo: () => set(values, opened) };
    },
    /** Back to what the form began with. */
    clear: () => set(initial, new Set(first)),
    /** From now on every problem shows. */
    showProblems: () => setShowAll(true),
    /** Problems that the server found. */
    tell: setTold,
  };
}

export type FieldForm = ReturnType<typeof useFieldForm>;

function withDetail(
  details: Readonly<Record<string, string>>,
  pointer: string,
  detail: string | undefined,
): Record<string, string> {
  const others = Object.entries(details).filter(([other]) => other !== pointer);
  return Object.fromEntries(detail === undefined ? others : [...others, [pointer, detail]]);
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
