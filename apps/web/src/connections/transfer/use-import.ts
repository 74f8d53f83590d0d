import type { ImportFormat, ImportPlan } from '@patchbay/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.js';
import { isProblem } from '../queries.js';
import { emptySource, formatOf, type ImportSource, inputOf } from './import-source.js';

/** Two steps, as the server has them: a plan that is looked at, then exactly that. What was entered stays throughout. */
export function useImport() {
  const queries = useQueryClient();
  const [source, setSource] = useState(emptySource);
  const [shown, setShown] = useState<ImportPlan>();
  const plan = useMutation({
    mutationFn: ({ asked, format }: { asked: ImportSource; format: ImportFormat }) =>
      api.call('connectionImportPlan', { body: inputOf(asked, format) }),
  });
  const look = (asked: ImportSource) => {
    const format = formatOf(asked);
    // Of two looks at once only the later is shown; the list before it stays until then.
    if (format !== undefined) plan.mutate({ asked, format }, { onSuccess: setShown });
  };
  const write = useMutation({
    mutationFn: ({ digest, format }: { digest: string; format: ImportFormat }) =>
      // What is refused is in the list that the person has before them, and stays out.
      api.call('connectionImport', { body: { ...inputOf(source, format), digest, leaveOutRefused: true } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['connections'] }),
    onError: (error) => {
      if (isProblem(error, 'import-plan-changed')) look(source);
    },
  });
  return {
    source,
    change: (part: Partial<ImportSource>) => {
      setSource({ ...source, ...part });
      plan.reset();
    },
    look: () => look(source),
    /** A choice makes another plan. */
    choose: (part: Pick<Partial<ImportSource>, 'existing' | 'choices'>) => {
      const next = { ...source, ...part };
      setSource(next);
      write.reset();
      look(next);
    },
    back: () => {
      setShown(undefined);
      setSource({ ...source, choices: {} });
      plan.reset();
      write.reset();
    },
    apply: () => {
      const format = formatOf(source);
      if (shown !== undefined && format !== undefined) write.mutate({ digest: shown.digest, format });
    },
    shown,
    isLooking: plan.isPending,
    planError: plan.error,
    write,
  };
}

export type Import = ReturnType<typeof useImport>;
