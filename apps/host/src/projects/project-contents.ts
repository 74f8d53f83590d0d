import { In, type EntityManager } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { patternTable } from '../patterns/pattern.table.js';
import { runStepTable, runTable } from '../runs/run.table.js';
import { environmentTable } from '../secrets/environment.table.js';
import { secretTable } from '../secrets/secret.table.js';
import { apiTokenTable } from '../users/api-token.table.js';
import { projectMemberTable, projectTable } from './project.table.js';

/** How much is in a project that somebody made and would miss. */
export async function projectContents(
  manager: EntityManager,
  projectId: string,
): Promise<Record<'connections' | 'patterns' | 'secrets', number>> {
  return {
    connections: await manager.countBy(connectionTable, { projectId }),
    patterns: await manager.countBy(patternTable, { projectId }),
    secrets: await manager.countBy(secretTable, { projectId }),
  };
}

/** The project with what is left in an empty one; the audit log keeps what happened in it. */
export async function deleteProjectRows(manager: EntityManager, projectId: string): Promise<void> {
  for (;;) {
    const runs = await manager.find(runTable, { where: { projectId }, select: { id: true }, take: atOnce });
    if (runs.length === 0) break;
    const ids = runs.map(({ id }) => id);
    await manager.delete(runStepTable, { runId: In(ids) });
    await manager.delete(runTable, { id: In(ids) });
  }
  await manager.delete(environmentTable, { projectId });
  await manager.delete(apiTokenTable, { projectId });
  await manager.delete(projectMemberTable, { projectId });
  await manager.delete(projectTable, { id: projectId });
}

const atOnce = 500;
