import type { RunFacts } from './active-run.js';
import type { RunRow } from './run.table.js';

/** What never changes of a run, as it is recorded. */
export function recordedFacts(row: RunRow): RunFacts {
  const { id, patternId, patternName, patternVersion, environment, trigger, startedAt } = row;
  return { id, patternId, patternName, patternVersion, environment, trigger, startedAt };
}
