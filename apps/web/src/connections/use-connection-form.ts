import { isPatchbayError } from '@patchbay/errors';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { api } from '../api/client.js';
import { sectionsWith } from '../fields/sections.js';
import { pointersOf } from '../fields/stored.js';
import { useFieldForm } from '../fields/use-field-form.js';
import type { ConnectionFormProps } from './connection-form.js';

/** State and actions of the form. Neither a failed test nor a failed save touches what was typed. */
export function useConnectionForm(
  {
    connector,
    fields,
    connection,
    initial,
    name: firstName,
    description: firstDescription,
  }: ConnectionFormProps,
  box: RefObject<HTMLFormElement | null>,
) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(firstName);
  const [description, setDescription] = useState(firstDescription);
  const [nameProblem, setNameProblem] = useState<string>();
  const [open, setOpen] = useState<string[]>([]);
  const [isSaved, setSaved] = useState(false);
  const fieldForm = useFieldForm({
    fields,
    initial,
    ...(connection && {
      saved: {
        masked: connection.config as typeof initial,
        stored: pointersOf(connection.secretKeys),
        secretsSetAt: connection.secretsSetAt,
      },
    }),
  });

  const show = (pointers: readonly string[]) => {
    // Drawn at once, so that the field is there to take the focus.
    flushSync(() => {
      fieldForm.showProblems();
      setOpen((before) => [...new Set([...before, ...sectionsWith(fields, pointers)])]);
    });
    const places = [...(box.current?.querySelectorAll<HTMLElement>('[data-pointer]') ?? [])];
    places.find((place) => pointers.includes(place.dataset['pointer'] ?? ''))?.focus();
  };
  const onError = (error: unknown) => {
    if (!isPatchbayError(error)) return;
    if (error.code === 'connection-name-taken') setNameProblem('Another connection has this name');
    if (error.errors === undefined) return;
    fieldForm.tell(error.errors);
    show(error.errors.map(({ pointer }) => pointer.replace(/^\/config(?=\/|$)/, '')));
  };

  const test = useMutation({
    mutationFn: () =>
      api.call('connectionTestUnsaved', {
        body: {
          type: connector.type,
          config: fieldForm.request(),
          ...(connection && { connectionId: connection.id }),
        },
      }),
    onError,
  });
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), description, config: fieldForm.request() };
      return connection
        ? api.call('connectionPatch', {
            params: { id: connection.id },
            body: { ...body, version: connection.version },
          })
        : api.call('connectionCreate', { body: { ...body, type: connector.type } });
    },
    onError,
    onSuccess: async (stored) => {
      // The secrets that were typed are dropped with the form.
      flushSync(() => setSaved(true));
      await queries.invalidateQueries({ queryKey: ['connections'] });
      await navigate({ to: '/connections/$id', params: { id: stored.id } });
    },
  });

  /** Whether the fields may be sent; else the first wrong one has the focus. */
  const mayRun = (needsName: boolean): boolean => {
    const isNameMissing = needsName && name.trim() === '';
    setNameProblem(isNameMissing ? 'Name is required' : undefined);
    if (!isNameMissing && fieldForm.problems.length === 0) return true;
    show([...(isNameMissing ? ['/name'] : []), ...fieldForm.problems.map(({ pointer }) => pointer)]);
    return false;
  };
  return {
    fieldForm,
    name,
    nameProblem,
    description,
    open,
    setOpen,
    setDescription,
    setName: (next: string) => {
      setName(next);
      setNameProblem(undefined);
    },
    isDirty: !isSaved && (fieldForm.isDirty || name !== firstName || description !== firstDescription),
    testing: test,
    saving: save,
    test: () => mayRun(false) && test.mutate(),
    save: () => mayRun(true) && save.mutate(),
  };
}

export type ConnectionFormState = ReturnType<typeof useConnectionForm>;
