import { withoutOpenTurns } from './isolated.js';

/** A name that people typed, beside words of ours: its letters may run from right to left, and the words stay where they are. */
export function Name({ children }: { children: string }) {
  return <bdi>{withoutOpenTurns(children)}</bdi>;
}
