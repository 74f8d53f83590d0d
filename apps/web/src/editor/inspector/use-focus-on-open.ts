import { type RefObject, useEffect, useRef } from 'react';

/** Whoever opens a node from the canvas goes on in the inspector; a link that names a node leaves the focus where it is. */
export function useFocusOnOpen(openId: string | undefined): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null);
  const shown = useRef(openId);
  useEffect(() => {
    if (shown.current === openId) return;
    shown.current = openId;
    const { activeElement } = document;
    const isFree = activeElement === document.body || (activeElement?.closest('.canvas') ?? null) !== null;
    if (isFree) box.current?.focus({ preventScroll: true });
  }, [openId]);
  return box;
}
