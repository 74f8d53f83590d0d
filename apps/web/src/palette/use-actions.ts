import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEnvironment } from '../api/use-environment.js';
import { useLogOut } from '../api/use-log-out.js';
import { useMay } from '../api/use-me.js';
import { useProjects } from '../api/use-projects.js';
import { useNewPattern } from '../patterns/use-new-pattern.js';
import type { PaletteEntry } from './entry.js';
import { isolated } from '../ui/isolated.js';

/** What one can do from anywhere, as far as the person may. */
export function useActions(): PaletteEntry[] {
  return [...useAdding(), ...useSwitches(), ...usePersonal()].map((entry) => ({ ...entry, kind: 'Action' }));
}

type Action = Omit<PaletteEntry, 'kind'>;

function useAdding(): Action[] {
  const navigate = useNavigate();
  const newPattern = useNewPattern();
  const mayEditPatterns = useMay('pattern.edit');
  const mayEditConnections = useMay('connector.edit');
  const words = 'create';
  const connection: Action = {
    ...{ id: 'add connection', name: 'Add a connection', words: 'new create' },
    go: () => void navigate({ to: '/connections/new', search: {} }),
  };
  const pattern: Action = { id: 'new pattern', name: 'New pattern', words, prepare: newPattern };
  return [...(mayEditConnections ? [connection] : []), ...(mayEditPatterns ? [pattern] : [])];
}

function useSwitches(): Action[] {
  const { environments, environment, choose } = useEnvironment();
  const { projects, project, choose: chooseProject } = useProjects();
  return [
    ...environments
      .filter(({ name }) => name !== environment)
      .map(({ name }) => ({ id: `env ${name}`, name: `Work in ${name}`, go: () => choose(name) })),
    ...projects
      .filter(({ id }) => id !== project?.id)
      .map(({ id, name }) => ({
        ...{ id: `project ${id}`, name: `Switch to the project ${isolated(name)}` },
        go: () => void chooseProject(id),
      })),
  ];
}

function usePersonal(): Action[] {
  const { setColorScheme } = useMantineColorScheme();
  const logOut = useLogOut();
  return [
    { id: 'light', name: 'Use the light theme', go: () => setColorScheme('light') },
    { id: 'dark', name: 'Use the dark theme', go: () => setColorScheme('dark') },
    {
      ...{ id: 'logout', name: 'Log out', words: 'sign out leave' },
      prepare: () => logOut().then(() => () => undefined),
    },
  ];
}
