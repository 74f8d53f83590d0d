import { useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client.js';
import { allConnectionsQuery, patternListQuery } from '../api/queries.js';
import { useEnvironment } from '../api/use-environment.js';
import { useMay, useMe } from '../api/use-me.js';
import { settingsPlaces } from '../settings/places.js';
import type { PaletteEntry } from './entry.js';

/** Everything that one can get to or do from anywhere, as far as the person may. */
export function useEntries(): PaletteEntry[] {
  return [...usePages(), ...useActions(), ...usePatterns(), ...useConnections()];
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

function useActions(): PaletteEntry[] {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const { environments, environment, choose } = useEnvironment();
  const mayEdit = useMay('connector.edit');
  const entries: PaletteEntry[] = [
    { id: 'light', name: 'Use the light theme', kind: 'Action', go: () => setColorScheme('light') },
    { id: 'dark', name: 'Use the dark theme', kind: 'Action', go: () => setColorScheme('dark') },
    {
      id: 'logout',
      name: 'Log out',
      kind: 'Action',
      words: 'sign out leave',
      go: () => void api.call('logout').then(() => queries.resetQueries()),
    },
  ];
  const switches = environments
    .filter(({ name }) => name !== environment)
    .map(({ name }): PaletteEntry => {
      return { id: `env ${name}`, name: `Work in ${name}`, kind: 'Action', go: () => choose(name) };
    });
  const add: PaletteEntry = {
    id: 'add',
    name: 'Add a connection',
    kind: 'Action',
    words: 'new create',
    go: () => void navigate({ to: '/connections/new', search: {} }),
  };
  return [...(mayEdit ? [add] : []), ...switches, ...entries];
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
