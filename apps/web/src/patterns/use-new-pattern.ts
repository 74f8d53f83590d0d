import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { foundPatternsQuery } from '../api/pattern-lists.js';

const baseName = 'Untitled pattern';

/** Makes a pattern that one can run at once; resolves to how to open it. */
export function useNewPattern(): () => Promise<() => void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    const alike = await queries.query({ ...foundPatternsQuery(baseName, 200), staleTime: 0 });
    const body = emptyPattern(freeName(alike.map(({ name }) => name)));
    const { id } = await api.call('patternCreate', { body });
    await queries.invalidateQueries({ queryKey: ['patterns'] });
    return () => void navigate({ to: '/patterns/$id', params: { id } });
  };
}

function freeName(taken: readonly string[]): string {
  let name = baseName;
  for (let number = 2; taken.includes(name); number += 1) name = `${baseName} ${number}`;
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
