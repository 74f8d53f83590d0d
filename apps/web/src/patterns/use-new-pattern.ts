import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { patternListQuery } from '../api/queries.js';

/** Makes a pattern that one can run at once; resolves to how to open it. */
export function useNewPattern(): () => Promise<() => void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    const { items } = await queries.query({ ...patternListQuery, staleTime: 0 });
    const body = emptyPattern(freeName(items.map(({ name }) => name)));
    const { id } = await api.call('patternCreate', { body });
    await queries.invalidateQueries({ queryKey: ['patterns'] });
    return () => void navigate({ to: '/patterns/$id', params: { id } });
  };
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
