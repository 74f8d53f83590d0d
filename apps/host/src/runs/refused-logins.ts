import { Injectable } from '@nestjs/common';
import type { StepRecord } from '@patchbay/contracts';
import { In } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { Log } from '../logging/log.js';
import type { ActiveRun } from './active-run.js';

/**
 * Has a connection tested in the next round, whatever its schedule, when a server refused its login to a step: what was
 * revoked there shall not look fine here. The test decides, since nodes may say anything of themselves.
 */
@Injectable()
export class RefusedLogins {
  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  look(run: ActiveRun, { nodeId, error }: StepRecord): void {
    if (error?.code !== 'connect-auth-failed') return;
    const node = run.graph.nodes.find(({ id }) => id === nodeId);
    this.#testSoon(run.starter.projectId, Object.values(node?.connections ?? {})).catch((cause: unknown) => {
      this.log.error('A connection whose login was refused could not be put up for a test', cause);
    });
  }

  async #testSoon(projectId: string, ids: readonly string[]): Promise<void> {
    const rows = await this.store.manager.findBy(connectionTable, { id: In([...ids]), projectId });
    const at = now();
    // A pattern that goes on failing writes this once, and has one that is known to fail tested no more often.
    const hopeful = rows
      .filter(
        ({ lastTest, nextTestAt }) => lastTest?.ok !== false && (nextTestAt === null || nextTestAt > at),
      )
      .map(({ id }) => id);
    if (hopeful.length === 0) return;
    await this.store.transaction((manager) =>
      updateRows(manager, connectionTable, { id: In(hopeful) }, { nextTestAt: at }),
    );
  }
}
