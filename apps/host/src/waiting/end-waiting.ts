import type { RunProblem, StepRecord } from '@patchbay/contracts';
import { problems } from '@patchbay/errors';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { updateRows } from '../database/rows.js';
import { now } from '../database/table.js';
import { runStepTable, runTable } from '../runs/run.table.js';
import { type WaitingRunRow, waitingRunTable } from './waiting-run.table.js';

/** Who canceled it stands in the log of requests, not in the record. */
export const canceledWords = 'The run was canceled while it waited.';

/** Ends waiting runs before their time; answers with the ids of those that were still waiting. */
export async function endWaiting(
  manager: EntityManager,
  where: FindOptionsWhere<WaitingRunRow>,
  why: string,
): Promise<string[]> {
  const found = await manager.find(waitingRunTable, { select: { runId: true, since: true }, where });
  const ended: string[] = [];
  for (const { runId, since } of found) {
    // The row is the right to decide: a run that was let go on meanwhile is not ended here.
    const { affected } = await manager.delete(waitingRunTable, { runId, since });
    if (affected === 1 && (await endOne(manager, runId, why))) ended.push(runId);
  }
  return ended;
}

async function endOne(manager: EntityManager, id: string, detail: string): Promise<boolean> {
  const run = await manager.findOneBy(runTable, { id });
  if (!run) return false;
  const finishedAt = now();
  const durationMs = Date.parse(finishedAt) - Date.parse(run.startedAt);
  const error: RunProblem = { code: 'run-canceled', title: problems['run-canceled'].title, detail };
  await updateRows(manager, runTable, { id }, { status: 'canceled', finishedAt, durationMs, error });
  await endSteps(manager, id);
  return true;
}

async function endSteps(manager: EntityManager, runId: string): Promise<void> {
  for (const { position, record } of await manager.findBy(runStepTable, { runId })) {
    const { waiting: _, ...step } = JSON.parse(record) as StepRecord;
    if (step.status !== 'waiting') continue;
    const ended = JSON.stringify({ ...step, status: 'canceled' });
    await updateRows(manager, runStepTable, { runId, position }, { record: ended });
  }
}
