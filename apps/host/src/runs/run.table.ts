import type { RunProblem, RunStatus } from '@patchbay/contracts';
import { json, key, nullable, table, text, whole, type Row } from '../database/table.js';

/** Executions of pattern versions. */
export const runTable = table(
  'runs',
  {
    id: key(text()),
    projectId: text(),
    patternId: text(),
    /** As it was then; the pattern may be renamed or deleted since. */
    patternName: text(),
    patternVersion: whole(),
    environment: text(),
    trigger: text(),
    status: text<RunStatus>(),
    startedAt: text(),
    finishedAt: nullable(text()),
    /** Whole milliseconds. */
    durationMs: nullable(whole()),
    /** Redacted. */
    error: nullable(json<RunProblem>()),
    startedBy: nullable(text()),
    /** The run and its step that called this one. */
    parentRunId: nullable(text()),
    parentNodeId: nullable(text()),
    /** Where it executes, or did last; empty in rows from before hosts were told apart. */
    hostId: { ...text(), default: '' },
  },
  [
    { name: 'runs_by_project', columns: ['projectId', 'startedAt', 'id'] },
    { name: 'runs_by_pattern', columns: ['patternId', 'startedAt'] },
    { name: 'runs_by_status', columns: ['status'] },
    { name: 'runs_by_parent', columns: ['parentRunId'] },
  ],
);
export type RunRow = Row<typeof runTable>;

/** Of a run that has begun and is not set aside. */
export const goingStatuses: RunStatus[] = ['queued', 'running'];

/** Executions of nodes within runs. */
export const runStepTable = table('run_steps', {
  runId: key(text()),
  /** The order in which steps started, from 0. */
  position: key(whole()),
  /** JSON of a StepRecord, redacted and cut by the runner. Text, because it is written far more often than read. */
  record: text(),
});
