import type { RunSummary } from '@patchbay/contracts';

/** What a run waits for, in words. */
export function waitingWords({ until, forCall }: Omit<NonNullable<RunSummary['waiting']>, 'nodeId'>): string {
  const time = until === undefined ? undefined : `until ${timeWords(until)}`;
  if (!forCall) return `Waiting ${time ?? ''}`;
  return time === undefined ? 'Waiting for a call' : `Waiting for a call, at most ${time}`;
}

function timeWords(time: string): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}
