import { flushSync } from 'react-dom';

/** Pointers into a request's body, as pointers into the connection's fields. */
export function withoutConfig(pointer: string): string {
  return pointer.replace(/^\/config(?=\/|$)/, '');
}

/** Draws the problems at once, so that the first wrong field is there to take the focus. */
export function focusFirst(box: HTMLElement | null, pointers: readonly string[], draw: () => void): void {
  flushSync(draw);
  const places = [...(box?.querySelectorAll<HTMLElement>('[data-pointer]') ?? [])];
  places.find((place) => pointers.includes(place.dataset['pointer'] ?? ''))?.focus();
}
