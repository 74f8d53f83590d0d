import { useNavigate } from '@tanstack/react-router';
import { useMe } from '../api/use-me.js';
import { settingsPlaces } from '../settings/places.js';
import type { PaletteEntry } from './entry.js';
import { useActions } from './use-actions.js';
import { type Found, useFound } from './use-found.js';

/** Everything that one can get to or do from anywhere, as far as the person may. */
export function useEntries(typed: string): Found {
  const { entries, ...found } = useFound(typed);
  return { ...found, entries: [...usePages(), ...useActions(), ...entries] };
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
    { to: '/plugins', name: 'Plugins', needs: 'pattern.read' },
  ] as const;
  const places = settingsPlaces.map((place) => ({ ...place, kind: 'Settings' as const }));
  return [...pages.map((page) => ({ ...page, kind: 'Page' as const })), ...places]
    .filter(({ needs }) => needs === undefined || permissions.includes(needs))
    .map(({ to, name, kind }) => ({ id: to, name, kind, go: () => void navigate({ to }) }));
}
