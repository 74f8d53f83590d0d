import type { FieldProblem } from '@patchbay/fields';
import { flushSync } from 'react-dom';

/** A problem of a request's body, as one of the connection's fields. */
export function withoutConfig({ pointer, detail }: FieldProblem): FieldProblem {
  return { pointer: pointer.replace(/^\/config(?=\/|$)/, ''), detail };
}

/** Draws the problems at once, so that the first wrong field is there to take the focus. */
export function focusFirst(box: HTMLElement | null, pointers: readonly string[], draw: () => void): void {
  flushSync(draw);
  const places = [...(box?.querySelectorAll<HTMLElement>('[data-pointer]') ?? [])];
  places.find((place) => pointers.includes(place.dataset['pointer'] ?? ''))?.focus();
}
