import type { PatternGraph, StepRecord } from '@patchbay/contracts';
import type { OnReply } from '../runners/runner-pool.js';
import type { EntityManager } from 'typeorm';
import { ActiveRun, type Caller } from '../runs/active-run.js';
import { recordedFacts } from '../runs/recorded-facts.js';
import { type RunRow, runStepTable, runTable } from '../runs/run.table.js';

/** How many runs above one another are looked up; no more may call one another. */
const mostCallers = 10;

/** A run that goes on, as it stood when it was set aside. */
export async function activeAgain(
  manager: EntityManager,
  row: RunRow,
  graph: PatternGraph,
  onReply?: OnReply,
): Promise<ActiveRun> {
  const steps = await manager.find(runStepTable, {
    where: { runId: row.id },
    order: { position: 'ASC' },
  });
  const caller = await callerOf(manager, row, mostCallers);
  const run = new ActiveRun(recordedFacts(row), starterOf(row), graph, onReply, caller);
  run.restore(steps.map(({ record }) => JSON.parse(record) as StepRecord));
  return run;
}

/** Those above it are over or elsewhere; that they were there still tells whether calls go round in circles. */
async function callerOf(
  manager: EntityManager,
  { parentRunId, parentNodeId }: RunRow,
  depth: number,
): Promise<Caller | undefined> {
  if (parentRunId === null || depth === 0) return undefined;
  const row = await manager.findOneBy(runTable, { id: parentRunId });
  if (!row) return undefined;
  const caller = await callerOf(manager, row, depth - 1);
  const run = new ActiveRun(recordedFacts(row), starterOf(row), { nodes: [], edges: [] }, undefined, caller);
  return { run, nodeId: parentNodeId ?? '', waits: false };
}

function starterOf({ startedBy, projectId }: RunRow) {
  return { userId: startedBy, projectId };
}
