/** What gets the focus when it is no longer off. */
let waiting: HTMLElement | undefined;

/** A button that waits for an answer is off meanwhile, and browsers take the focus from what is off: it gets it back. */
export function keepFocus(): void {
  document.addEventListener('focusout', ({ target }) => {
    if (target instanceof HTMLElement && isOff(target)) waiting = target;
  });
  new MutationObserver((changes) => {
    const isOn = changes.some(({ target }) => target === waiting) && waiting !== undefined && !isOff(waiting);
    if (!isOn) return;
    if (isFocusLost()) waiting?.focus({ preventScroll: true });
    waiting = undefined;
  }).observe(document, { attributes: true, attributeFilter: ['disabled'], subtree: true });
  // Whoever went on meanwhile is not called back.
  const forget = ({ target }: Event) => {
    if (!(target instanceof Node && waiting?.contains(target) === true)) waiting = undefined;
  };
  for (const type of ['pointerdown', 'keydown']) document.addEventListener(type, forget, { capture: true });
}

/** Gives the focus to an element, once it can have it. */
export function focusOn(element: HTMLElement): void {
  if (isOff(element)) waiting = element;
  else element.focus({ preventScroll: true });
}

/** Whether nothing has it. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function isOff(element: HTMLElement): boolean {
  return element.matches(':disabled');
}
