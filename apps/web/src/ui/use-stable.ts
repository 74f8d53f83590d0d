import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function for as long as the component lives, which does what the newest one does: a handler that is given to hundreds of
 * parts does not make them be drawn anew. For handlers alone, for what is called while drawing may be of the drawing before.
 */
export function useStable<Given extends unknown[], Result>(
  act: (...given: Given) => Result,
): (...given: Given) => Result {
  const newest = useRef(act);
  useLayoutEffect(() => {
    newest.current = act;
  });
  return useCallback((...given) => newest.current(...given), []);
}
