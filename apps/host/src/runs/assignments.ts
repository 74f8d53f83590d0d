import { randomUUID } from 'node:crypto';
import type { PatternGraph } from '@patchbay/contracts';
import { inlinePlaces } from '../inline/inline-place.js';
import type { RunAssignment } from '../runners/runner-pool.js';
import type { ActiveRun } from './active-run.js';
import type { Launch, LaunchUpload, ResumedLaunch } from './launch.js';
import { withUploads } from './uploads.js';

const defaultTimeoutMs = 3_600_000;

/** What a runner is told of a run that begins. */
export function assignmentOf(
  run: ActiveRun,
  { trigger, graph, variant, uploads = [] }: Launch,
): RunAssignment {
  const timeoutMs = graph.settings?.timeoutMs ?? defaultTimeoutMs;
  return assignment(run, { trigger, variant, uploads, timeoutMs });
}

/** What a runner is told of a run that goes on: besides, its state and its files. */
export function resumedAssignment(
  run: ActiveRun,
  { row, by, trigger, uploads, files }: ResumedLaunch,
): RunAssignment {
  // Of a part of a pattern each run has a graph of its own, which stays the same however often it waits.
  const variant = row.graph === null ? undefined : `of ${row.runId}`;
  const begun = assignment(run, { trigger, variant, uploads, timeoutMs: row.timeoutMs });
  const content = Buffer.from(row.state, 'base64');
  const state = { id: `${row.runId}.${randomUUID()}`, mimeType: 'application/gzip', content };
  return {
    ...begun,
    order: { ...begun.order, resumed: { state: state.id, by } },
    uploads: [...files, ...(begun.uploads ?? [])],
    state,
  };
}

interface Begun {
  trigger: Launch['trigger'];
  variant: string | undefined;
  uploads: readonly LaunchUpload[];
  timeoutMs: number;
}

function assignment(run: ActiveRun, { trigger, variant, uploads, timeoutMs }: Begun): RunAssignment {
  const { graph, starter } = run;
  const { id: runId, patternId, patternName, patternVersion, environment, startedAt } = run.facts;
  const { nodeId, respond, answer } = trigger;
  const { items, files } = withUploads(runId, trigger.items, uploads);
  const order = {
    runId,
    patternKey: [patternId, patternVersion, ...inlineIds(graph), variant ?? ''].join(':'),
    ...{ patternId, patternName, environment, startedAt, timeoutMs },
    trigger: { nodeId, items, ...(respond === undefined ? {} : { respond }), ...(answer ? { answer } : {}) },
  };
  return {
    projectId: starter.projectId,
    graph,
    order,
    ...(files.length === 0 ? {} : { uploads: files }),
  };
}

/** A backfill changes a version that runners may know by its number: what it sealed has other ids. */
function inlineIds(graph: PatternGraph): string[] {
  return inlinePlaces(graph).map(({ inline: { id = '' } }) => id);
}
