import { isPatchbayError } from '@patchbay/errors';
import type { ConnectionDetail, ConnectorDescription } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { api } from '../../api/client.js';
import { connectionQuery } from '../../api/queries.js';
import { fieldsOf } from '../../fields/fields-of.js';
import { savedOf, withoutSecrets } from '../../fields/stored.js';
import { useFieldForm } from '../../fields/use-field-form.js';
import { isProblem } from '../queries.js';
import { focusFirst } from '../show-problems.js';
import { reportIn, type RotationReport } from './report-in.js';

export type RotationStep = 'values' | 'report' | 'done';

/** Values, report, done. Whatever fails, what was entered stays until the rotation is saved. */
export function useRotation(
  connection: ConnectionDetail,
  connector: ConnectorDescription,
  box: RefObject<HTMLElement | null>,
) {
  const queries = useQueryClient();
  // What the rotation began with stays, also when somebody else changes the connection meanwhile.
  const [started] = useState(connection);
  const { id } = started;
  const [version, setVersion] = useState(started.version);
  const [step, setStep] = useState<RotationStep>('values');
  const [reason, setReason] = useState('');
  const [report, setReport] = useState<RotationReport>();
  const saved = savedOf(started);
  const form = useFieldForm({
    fields: fieldsOf(connector),
    initial: withoutSecrets(saved.masked),
    saved,
    // One secret is what somebody came to change.
    ...(saved.stored.length === 1 && { opened: saved.stored }),
  });
  const show = (pointers: readonly string[]) => focusFirst(box.current, pointers, () => form.showProblems());
  const onError = (error: unknown) => {
    if (isProblem(error, 'rotation-test-failed')) {
      setReport(reportIn(error));
      setStep('report');
    }
    const told = isPatchbayError(error) ? (error.errors ?? []) : [];
    const problems = told.map(({ pointer, detail }) => ({
      pointer: pointer.replace(/^\/secrets(?=\/|$)/, ''),
      detail,
    }));
    form.tell(problems);
    if (told.length === 0) return;
    setStep('values');
    show(problems.map(({ pointer }) => pointer));
  };
  const rotate = async (options: { dryRun?: boolean; forceSave?: boolean }) => {
    const told = reason.trim() === '' ? {} : { reason: reason.trim() };
    const body = { secrets: form.request(), version, ...told, ...options };
    try {
      return await api.call('connectionRotate', { params: { id }, body });
    } catch (error) {
      // Told once; the next try is meant for what somebody else has made of it.
      if (isProblem(error, 'version-conflict'))
        setVersion((await queries.query({ ...connectionQuery(id), staleTime: 0 })).version);
      throw error;
    }
  };
  const trying = useMutation({
    mutationFn: () => rotate({ dryRun: true }),
    onError,
    onSuccess: ({ rotation }) => {
      setReport(rotation);
      setStep('report');
    },
  });
  const saving = useMutation({
    mutationFn: (forceSave: boolean) => rotate(forceSave ? { forceSave } : {}),
    onError,
    onSuccess: async ({ rotation }) => {
      setReport(rotation);
      setStep('done');
      await queries.invalidateQueries({ queryKey: ['connections'] });
    },
  });
  const tryValues = () => {
    saving.reset();
    if (form.problems.length === 0) return trying.mutate();
    show(form.problems.map(({ pointer }) => pointer));
  };
  const back = () => {
    saving.reset();
    setStep('values');
  };
  const isDirty = step !== 'done' && (reason !== '' || form.hasInput);
  return { form, step, reason, setReason, report, trying, saving, tryValues, back, isDirty };
}

export type RotationState = ReturnType<typeof useRotation>;
