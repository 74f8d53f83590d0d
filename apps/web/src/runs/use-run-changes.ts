import type { RunChangesEvent } from '@patchbay/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { changesAddress } from './run-address.js';

/** Keeps every list of runs as it is now: one that begins or ends makes the lists be read again. */
export function useRunChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const events = new EventSource(changesAddress());
    const readAgain = () => void queries.invalidateQueries({ queryKey: ['runs', 'list'] });
    // Also when the connection was lost for a while: what happened meanwhile was told to nobody.
    events.addEventListener('open', readAgain);
    events.addEventListener('runs', ({ data }: MessageEvent<string>) => {
      const { runs } = JSON.parse(data) as RunChangesEvent;
      if (runs.length > 0) readAgain();
    });
    return () => events.close();
  }, [queries]);
}
