/** `isCurrent`: the first step that is not done; its button is the page's primary one. */
export interface StepProps {
  isCurrent: boolean;
  onDone: () => void;
}
