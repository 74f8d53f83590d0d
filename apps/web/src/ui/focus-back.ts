import { useLayoutEffect } from 'react';
import { focusOn, isFocusLost } from './keep-focus.js';

/** Who closes what floats above the page goes on where they were: a dialog that is simply gone takes the focus with it. */
export function useFocusBack(isOpen: boolean): void {
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const before = placeOf(document.activeElement);
    // After what closed it has run, which may lead elsewhere and take the focus there.
    return () => void setTimeout(() => isFocusLost() && before && focusOn(before), 20);
  }, [isOpen]);
}

/** What is chosen from a menu is gone with the menu; the button of the menu stays. */
function placeOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role=menu]');
  const place = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : element;
  return place instanceof HTMLElement ? place : null;
}
