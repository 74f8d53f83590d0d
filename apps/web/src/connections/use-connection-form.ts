import { isPatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import { type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { sectionsWith } from '../fields/sections.js';
import { savedOf } from '../fields/stored.js';
import { useFieldForm } from '../fields/use-field-form.js';
import { pointerOf } from '../fields/values.js';
import { isOfAbout, requestOf, wrongAbout } from './about.js';
import type { ConnectionFormProps } from './connection-form-props.js';
import { useFormPaste } from './paste/use-form-paste.js';
import { focusFirst, withoutConfig } from './show-problems.js';
import { useAbout } from './use-about.js';
import { useFormRequests } from './use-form-requests.js';

/** State and actions of the form. Neither a failed test nor a failed save touches what was typed. */
export function useConnectionForm(
  { connector, fields, connection, initial, about: first, pasted, within }: ConnectionFormProps,
  box: RefObject<HTMLFormElement | null>,
) {
  const said = useAbout(first, pasted?.name);
  const { about, change } = said;
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
    name: about.name,
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
    const told = error.code === 'connection-name-taken' ? [takenName] : (error.errors ?? []);
    const ofFields = told.filter(({ pointer }) => !isOfAbout(pointer)).map(withoutConfig);
    const ofAbout = told.filter(({ pointer }) => isOfAbout(pointer));
    fieldForm.tell(ofFields);
    said.tell(ofAbout);
    if (told.length > 0) show([...ofAbout, ...ofFields].map(({ pointer }) => pointer));
  };
  const { testing, saving } = useFormRequests({
    connector,
    connection,
    read: () => ({ ...requestOf(about), name: about.name.trim(), config: fieldForm.request() }),
    onError,
    leave: within?.onSaved,
    // The guard must see it before the page is left.
    onSaved: () => flushSync(() => setSaved(true)),
  });

  /** Whether the fields may be sent; else the first wrong one has the focus. */
  const mayRun = (needsName: boolean): boolean => {
    const ofAbout = needsName ? wrongAbout(about) : [];
    said.tell(ofAbout);
    const wrong = [...ofAbout, ...fieldForm.problems];
    if (wrong.length > 0) show(wrong.map(({ pointer }) => pointer));
    return wrong.length === 0;
  };
  return {
    fieldForm,
    said,
    open,
    setOpen,
    isDirty: !isSaved && (fieldForm.isDirty || said.isChanged),
    testing,
    saving,
    paste,
    test: () => mayRun(false) && testing.mutate(),
    save: () => mayRun(true) && saving.mutate({}),
    saveOver: () => mayRun(true) && saving.mutate({ isOver: true }),
  };
}

const takenName = { pointer: '/name', detail: 'Another connection has this name' };

export type ConnectionFormState = ReturnType<typeof useConnectionForm>;

function pointersOf(config: JsonObject = {}): string[] {
  return Object.keys(config).map((key) => pointerOf([key]));
}
