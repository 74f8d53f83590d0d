import type { ConnectionSummary } from '@patchbay/contracts';
import { useCallback, useMemo, useRef, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  /** Those of them that the list shows; what a filter hides is not touched by a deed either. */
  chosen: readonly ConnectionSummary[];
  /** Chooses or leaves one; `isRange`: everything between it and the last one, too. */
  toggle: (index: number, isRange: boolean) => void;
  clear: () => void;
}

/** Which connections of the list are selected. */
export function useSelection(connections: readonly ConnectionSummary[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(none);
  const last = useRef(0);
  const toggle = useCallback(
    (index: number, isRange: boolean) => {
      const from = isRange ? last.current : index;
      last.current = index;
      const touched = connections.slice(Math.min(from, index), Math.max(from, index) + 1);
      setIds((before) => {
        const next = new Set(before);
        const isAdding = !before.has(connections[index]?.id ?? '');
        for (const { id } of touched)
          if (isAdding) next.add(id);
          else next.delete(id);
        return next;
      });
    },
    [connections],
  );
  const chosen = useMemo(() => connections.filter(({ id }) => ids.has(id)), [connections, ids]);
  return { ids, chosen, toggle, clear: () => setIds(none) };
}

const none: ReadonlySet<string> = new Set();
