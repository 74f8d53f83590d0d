import { isPatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import { type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { sectionsWith } from '../fields/sections.js';
import { savedOf } from '../fields/stored.js';
import { useFieldForm } from '../fields/use-field-form.js';
import { pointerOf } from '../fields/values.js';
import { type About, isSameAbout, requestOf, wrongAbout } from './about.js';
import type { ConnectionFormProps } from './connection-form-props.js';
import { useFormPaste } from './paste/use-form-paste.js';
import { focusFirst, withoutConfig } from './show-problems.js';
import { useFormRequests } from './use-form-requests.js';

/** State and actions of the form. Neither a failed test nor a failed save touches what was typed. */
export function useConnectionForm(
  { connector, fields, connection, initial, about: first, pasted, within }: ConnectionFormProps,
  box: RefObject<HTMLFormElement | null>,
) {
  const [about, setAbout] = useState({ ...first, ...(pasted && { name: pasted.name }) });
  const change = (part: Partial<About>) => setAbout((before) => ({ ...before, ...part }));
  const { name } = about;
  const [nameProblem, setNameProblem] = useState<string>();
  const [open, setOpen] = useState(() => sectionsWith(fields, pointersOf(pasted?.config)));
  const [isSaved, setSaved] = useState(false);
  const fieldForm = useFieldForm({
    fields,
    initial,
    ...(pasted && { filled: pasted.config }),
    ...(connection && { saved: savedOf(connection) }),
  });

  const unfold = (pointers: readonly string[]) =>
    setOpen((before) => [...new Set([...before, ...sectionsWith(fields, pointers)])]);
  const paste = useFormPaste({
    connector,
    fields,
    fieldForm,
    name,
    setName: (next) => change({ name: next }),
    pasted,
    unfold,
  });

  const show = (pointers: readonly string[]) =>
    focusFirst(box.current, pointers, () => {
      fieldForm.showProblems();
      unfold(pointers);
    });
  const onError = (error: unknown) => {
    if (!isPatchbayError(error)) return;
    if (error.code === 'connection-name-taken') setNameProblem('Another connection has this name');
    const told =
      error.errors?.map(({ pointer, detail }) => ({ pointer: withoutConfig(pointer), detail })) ?? [];
    fieldForm.tell(told);
    if (told.length > 0) show(told.map(({ pointer }) => pointer));
  };
  const { testing, saving } = useFormRequests({
    connector,
    connection,
    read: () => ({ ...requestOf(about), name: name.trim(), config: fieldForm.request() }),
    onError,
    leave: within?.onSaved,
    // The guard must see it before the page is left.
    onSaved: () => flushSync(() => setSaved(true)),
  });

  /** Whether the fields may be sent; else the first wrong one has the focus. */
  const mayRun = (needsName: boolean): boolean => {
    const wrong = needsName ? wrongAbout(about) : [];
    setNameProblem(wrong.includes('/name') ? 'Name is required' : undefined);
    wrong.push(...fieldForm.problems.map(({ pointer }) => pointer));
    if (wrong.length === 0) return true;
    show(wrong);
    return false;
  };
  return {
    fieldForm,
    about,
    change,
    nameProblem,
    open,
    setOpen,
    isDirty: !isSaved && (fieldForm.isDirty || !isSameAbout(about, first)),
    testing,
    saving,
    paste,
    test: () => mayRun(false) && testing.mutate(),
    save: () => mayRun(true) && saving.mutate(),
  };
}

export type ConnectionFormState = ReturnType<typeof useConnectionForm>;

function pointersOf(config: JsonObject = {}): string[] {
  return Object.keys(config).map((key) => pointerOf([key]));
}
