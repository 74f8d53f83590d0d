/** As a ref: the first words of a step take the focus, which the button of the step before has lost. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
