import { isWithin } from '@patchbay/fields';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * Brings the field that is looked for into view and gives it the focus, as soon as it is drawn: editors come by themselves, and
 * what is folded up unfolds first. A place that no control has of its own is shown by the one around it.
 */
export function useShowField(
  pointer: string | undefined,
  onShown: () => void,
): RefObject<HTMLFieldSetElement | null> {
  const box = useRef<HTMLFieldSetElement>(null);
  const latest = useRef(onShown);
  useEffect(() => {
    latest.current = onShown;
  });
  useEffect(() => {
    const around = box.current;
    if (around === null || pointer === undefined) return undefined;
    const show = () => {
      const place = placeOf(around, pointer);
      if (place?.hasAttribute('data-loading')) return false;
      if (place) focusOn(place);
      latest.current();
      return true;
    };
    if (show()) return undefined;
    const observer = new MutationObserver(() => {
      if (show()) observer.disconnect();
    });
    observer.observe(around, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [pointer]);
  return box;
}

/** The innermost control around it. */
function placeOf(around: HTMLElement, pointer: string): HTMLElement | undefined {
  return [...around.querySelectorAll<HTMLElement>('[data-pointer]')]
    .filter(({ dataset }) => isWithin(pointer, dataset['pointer'] ?? '-'))
    .sort((one, other) => lengthOf(other) - lengthOf(one))[0];
}

function lengthOf({ dataset }: HTMLElement): number {
  return dataset['pointer']?.length ?? 0;
}

/** Who may only look has inputs that take no focus; the inspector takes it then. */
function focusOn(place: HTMLElement): void {
  place.scrollIntoView({ block: 'center' });
  place.focus({ preventScroll: true });
  if (document.activeElement !== place)
    place.closest<HTMLElement>('.inspector')?.focus({ preventScroll: true });
}
