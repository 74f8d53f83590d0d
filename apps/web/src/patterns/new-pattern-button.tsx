import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { patternListQuery } from '../api/queries.js';
import { ErrorNotice } from '../ui/error-notice.js';

/** Makes a pattern that one can run at once, and opens it. */
export function NewPatternButton() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async () => {
      const { items } = await queries.query({ ...patternListQuery, staleTime: 0 });
      return api.call('patternCreate', { body: emptyPattern(freeName(items.map(({ name }) => name))) });
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['patterns'] });
      await navigate({ to: '/patterns/$id', params: { id } });
    },
  });
  return (
    <div>
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        loading={create.isPending}
        onClick={() => create.mutate()}
      >
        New pattern
      </Button>
      {create.isError && <ErrorNotice error={create.error} />}
    </div>
  );
}

function freeName(taken: readonly string[]): string {
  const base = 'Untitled pattern';
  let name = base;
  for (let number = 2; taken.includes(name); number += 1) name = `${base} ${number}`;
  return name;
}

function emptyPattern(name: string) {
  return {
    name,
    nodes: [
      { id: 'start', name: 'Start', type: 'core.manualTrigger', parameters: {}, position: { x: 0, y: 0 } },
    ],
    edges: [],
  };
}
