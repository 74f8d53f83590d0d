import { runStatuses } from '@patchbay/contracts';

/** How long ago a run may have started, by the word in the address; in hours. */
export const spans = { hour: 1, day: 24, week: 168, month: 720 } as const;
export type Span = keyof typeof spans;

export interface RunChoice {
  pattern?: string;
  status?: string;
  since?: Span;
}

/** The filter out of the page's address; what is no filter is dropped. */
export function runChoiceFrom({ pattern, status, since }: Record<string, unknown>): RunChoice {
  return {
    ...(typeof pattern === 'string' && pattern !== '' ? { pattern: pattern.slice(0, 64) } : {}),
    ...(runStatuses.some((known) => known === status) ? { status: String(status) } : {}),
    ...(typeof since === 'string' && Object.hasOwn(spans, since) ? { since: since as Span } : {}),
  };
}

const hourMs = 3_600_000;

/** The same as the server takes it. */
export function runQueryOf({ pattern, status, since }: RunChoice) {
  return {
    ...(pattern === undefined ? {} : { patternId: pattern }),
    ...(status === undefined ? {} : { status }),
    ...(since === undefined ? {} : { from: new Date(Date.now() - spans[since] * hourMs).toISOString() }),
  };
}
