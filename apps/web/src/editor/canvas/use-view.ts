import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { reveal, showReadable, whole } from './show-readable.js';

/** What of the graph is in view: its readable beginning at first, and always the node that is open. */
export function useView(openId: string | undefined) {
  const flow = useReactFlow();
  const store = useStoreApi();
  // The inspector takes room from the canvas as it opens.
  const width = useStore((state) => state.width);
  useEffect(() => {
    if (openId !== undefined) void reveal(flow, openId, store.getState());
  }, [flow, store, openId, width]);
  return {
    begin: async () => {
      await showReadable(flow, store.getState().width);
      if (openId !== undefined) await reveal(flow, openId, store.getState());
    },
    showAll: () => void flow.fitView(whole),
  };
}
