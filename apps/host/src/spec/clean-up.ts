import { after } from 'node:test';

const steps: (() => unknown)[] = [];

/** Runs when the whole spec file is over, the latest first. A hook of its own would run with the hook that calls it. */
export function cleanUp(step: () => unknown): void {
  steps.push(step);
}

after(async () => {
  for (const step of steps.reverse()) await step();
});
