import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { allConnectionsQuery, patternListQuery } from '../api/queries.js';
import { useEnvironment } from '../api/use-environment.js';
import { useMay, useMe } from '../api/use-me.js';
import { settingsPlaces } from '../settings/places.js';
import type { PaletteEntry } from './entry.js';
import { useActions } from './use-actions.js';

/** Everything that one can get to or do from anywhere, as far as the person may. */
export function useEntries(): PaletteEntry[] {
  return [...usePages(), ...useActions(), ...usePatterns(), ...useConnections(), ...useRuns()];
}

function usePages(): PaletteEntry[] {
  const navigate = useNavigate();
  const { permissions } = useMe();
  const pages = [
    { to: '/', name: 'Start', needs: undefined },
    { to: '/patterns', name: 'Patterns', needs: undefined },
    { to: '/runs', name: 'Runs', needs: undefined },
    { to: '/connections', name: 'Connections', needs: 'connector.read' },
    { to: '/secrets', name: 'Secrets', needs: 'secret.read' },
  ] as const;
  const places = settingsPlaces.map((place) => ({ ...place, kind: 'Settings' as const }));
  return [...pages.map((page) => ({ ...page, kind: 'Page' as const })), ...places]
    .filter(({ needs }) => needs === undefined || permissions.includes(needs))
    .map(({ to, name, kind }) => ({ id: to, name, kind, go: () => void navigate({ to }) }));
}

function usePatterns(): PaletteEntry[] {
  const navigate = useNavigate();
  const { data } = useQuery(patternListQuery);
  return (data?.items ?? []).map(({ id, name, description }) => ({
    id: `pattern ${id}`,
    name,
    kind: 'Pattern',
    words: description,
    go: () => void navigate({ to: '/patterns/$id', params: { id } }),
  }));
}

/** Each starts a pattern in the chosen environment and shows the run. */
function useRuns(): PaletteEntry[] {
  const navigate = useNavigate();
  const mayRun = useMay('pattern.run');
  const { environment } = useEnvironment();
  const { data } = useQuery(patternListQuery);
  if (!mayRun) return [];
  const body = environment === undefined ? {} : { environment };
  return (data?.items ?? []).map((pattern) => ({
    id: `run ${pattern.id}`,
    name: `Run ${pattern.name}`,
    kind: 'Action',
    prepare: async () => {
      const { id } = await api.call('patternRun', { params: { id: pattern.id }, body });
      return () => void navigate({ to: '/runs/$id', params: { id } });
    },
  }));
}

function useConnections(): PaletteEntry[] {
  const navigate = useNavigate();
  const mayRead = useMay('connector.read');
  const { data } = useQuery({ ...allConnectionsQuery, enabled: mayRead });
  return (data ?? []).map(({ id, name, type }) => ({
    id: `connection ${id}`,
    name,
    kind: 'Connection',
    words: type,
    go: () => void navigate({ to: '/connections/$id', params: { id } }),
  }));
}
