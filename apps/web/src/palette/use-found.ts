import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { foundPatternsQuery } from '../api/pattern-lists.js';
import { foundConnectionsQuery } from '../api/queries.js';
import { useEnvironment } from '../api/use-environment.js';
import { useMay } from '../api/use-me.js';
import type { PaletteEntry } from './entry.js';
import { isolated } from '../ui/isolated.js';

const settleMs = 150;

export interface Found {
  entries: PaletteEntry[];
  /** Whether the server may find more by what stands there now. */
  isSearching: boolean;
  /** Why the server did not say what it has; what is known here is found all the same. */
  error: unknown;
}

/** The patterns and connections that the server finds by the words: there may be thousands. */
export function useFound(typed: string): Found {
  const words = typed.trim().slice(0, 200);
  const [settled] = useDebouncedValue(words, settleMs);
  const parts = [usePatterns(settled), useConnections(settled), useRuns(settled)];
  return {
    entries: parts.flatMap(({ entries }) => entries),
    isSearching: settled !== words || parts.some(({ isSearching }) => isSearching),
    error: parts.find(({ error }) => error !== null)?.error ?? null,
  };
}

function usePatterns(search: string): Found {
  const navigate = useNavigate();
  const { data = [], isLoading, isPlaceholderData, error } = useQuery(foundPatternsQuery(search));
  const entries = data.map(({ id, name, description }) => ({
    ...{ id: `pattern ${id}`, name, kind: 'Pattern' as const, words: description },
    go: () => void navigate({ to: '/patterns/$id', params: { id } }),
  }));
  return { entries, isSearching: isLoading || isPlaceholderData, error };
}

/** Each starts a pattern in the chosen environment and shows the run; found with the word "run" and without it. */
function useRuns(search: string): Found {
  const navigate = useNavigate();
  const mayRun = useMay('pattern.run');
  const { environment } = useEnvironment();
  const query = { ...foundPatternsQuery(search.replace(/^run\s+/i, '')), enabled: mayRun };
  const { data = [], isLoading, isPlaceholderData, error } = useQuery(query);
  const body = environment === undefined ? {} : { environment };
  const entries = data.map((pattern) => ({
    ...{ id: `run ${pattern.id}`, name: `Run ${isolated(pattern.name)}`, kind: 'Action' as const },
    words: pattern.description,
    prepare: async () => {
      const { id } = await api.call('patternRun', { params: { id: pattern.id }, body });
      return () => void navigate({ to: '/runs/$id', params: { id } });
    },
  }));
  return { entries, isSearching: isLoading || isPlaceholderData, error };
}

function useConnections(search: string): Found {
  const navigate = useNavigate();
  const query = { ...foundConnectionsQuery(search), enabled: useMay('connector.read') };
  const { data = [], isLoading, isPlaceholderData, error } = useQuery(query);
  const entries = data.map(({ id, name, type, description, hostSummary }) => ({
    ...{ id: `connection ${id}`, name, kind: 'Connection' as const },
    words: `${type} ${description} ${hostSummary ?? ''}`,
    go: () => void navigate({ to: '/connections/$id', params: { id } }),
  }));
  return { entries, isSearching: isLoading || isPlaceholderData, error };
}
