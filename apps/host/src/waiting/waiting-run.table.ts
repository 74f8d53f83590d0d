import type { PatternGraph } from '@patchbay/contracts';
import type { RunAside } from '@patchbay/protocol';
import { json, key, nullable, table, text, whole, type Row } from '../database/table.js';

/** Runs that were set aside. Whoever deletes such a row is the one who lets its run go on, or ends it. */
export const waitingRunTable = table(
  'waiting_runs',
  {
    runId: key(text()),
    projectId: text(),
    patternId: text(),
    /** The step that waits. */
    nodeId: text(),
    /** Tells one wait of a run from its next one. */
    since: text(),
    /** Null: nothing but a call lets it go on. */
    dueAt: nullable(text()),
    /** Null: no call lets it go on. */
    call: nullable(json<NonNullable<RunAside['call']>>()),
    /** SHA-256 in hexadecimal. */
    tokenHashes: json<string[]>(),
    /** What the run may still take, in milliseconds; waiting does not count. */
    timeoutMs: whole(),
    /** Where it is not the version as it is saved: a part of it, or with pinned data. */
    graph: nullable(json<PatternGraph>()),
    /** What its runner wrote down, packed, in base64; redacted like the records of its steps. */
    state: text(),
  },
  [
    { name: 'waiting_runs_by_time', columns: ['dueAt'] },
    { name: 'waiting_runs_by_pattern', columns: ['patternId'] },
  ],
);
export type WaitingRunRow = Row<typeof waitingRunTable>;

/** All but what may be megabytes: whoever asks by a URL is not known to have the right one yet. */
export type WaitingRun = Omit<WaitingRunRow, LargeColumn>;
export type LeftState = Pick<WaitingRunRow, LargeColumn>;
type LargeColumn = 'graph' | 'state';
