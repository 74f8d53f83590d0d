import type { RunChangesEvent } from '@patchbay/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { openEvents } from './open-events.js';
import { changesAddress } from './run-address.js';

/** Keeps every list of runs as it is now: one that begins or ends makes the lists be read again. */
export function useRunChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const readAgain = () => void queries.invalidateQueries({ queryKey: ['runs', 'list'] });
    return openEvents<RunChangesEvent>({
      address: changesAddress(),
      types: ['runs'],
      receive: ({ runs }) => {
        if (runs.length > 0) readAgain();
      },
      // Also when the connection was lost for a while: what happened meanwhile was told to nobody.
      onOpen: readAgain,
      onRefused: () => void queries.invalidateQueries({ queryKey: ['session'] }),
    });
  }, [queries]);
}
