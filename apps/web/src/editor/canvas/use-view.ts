import { useReactFlow, useStore, useStoreApi, type Viewport } from '@xyflow/react';
import { type FocusEvent, useCallback, useEffect, useRef } from 'react';
import { reveal, revealMiddle, showReadable, whole } from './show-readable.js';

/** What of the graph is in view: its readable beginning at first, and the node that is open as long as it is. */
export function useView(openId: string | undefined) {
  const flow = useReactFlow();
  const store = useStoreApi();
  // The inspector takes room from the canvas as it opens.
  const width = useStore((state) => state.width);
  /** Where the view was before it followed the open node, and whereto it went. */
  const moved = useRef<{ from: Viewport; to: Viewport }>(undefined);
  const showNode = useCallback(
    async (id: string) => {
      const from = moved.current?.from ?? flow.getViewport();
      if (await reveal(flow, id, store.getState())) moved.current = { from, to: flow.getViewport() };
    },
    [flow, store],
  );
  useEffect(() => {
    if (openId !== undefined) {
      void showNode(openId);
      return;
    }
    // Back to where one was, unless one has gone elsewhere meanwhile.
    const { from, to } = moved.current ?? {};
    moved.current = undefined;
    if (from && to && isSame(flow.getViewport(), to)) void flow.setViewport(from);
  }, [flow, showNode, openId, width]);
  return {
    begin: async () => {
      await showReadable(flow, store.getState().width);
      if (openId !== undefined) await showNode(openId);
    },
    /** Nodes come into view by themselves as they get the focus, edges do not. */
    followFocus: ({ target, currentTarget }: FocusEvent) => {
      if (!target.matches('.react-flow__edge:focus-visible')) return;
      // The browser scrolls the canvas to what has the focus, and the canvas goes back at the next frame: only then it lies where it lies.
      // Whoever holds Tab down is past it by then.
      requestAnimationFrame(() => {
        if (target.matches(':focus')) revealMiddle(flow, target, currentTarget);
      });
    },
    showAll: () => void flow.fitView(whole),
  };
}

function isSame(one: Viewport, other: Viewport): boolean {
  return one.x === other.x && one.y === other.y && one.zoom === other.zoom;
}
