import { Injectable } from '@nestjs/common';
import type { StepRecord } from '@patchbay/contracts';
import { In } from 'typeorm';
import { ConnectionTestsService } from '../connections/connection-tests.service.js';
import { connectionTable, type ConnectionRow } from '../connections/connection.table.js';
import { TestTurns } from '../connections/test-turns.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { Log } from '../logging/log.js';
import type { ActiveRun } from './active-run.js';

/** Sees to it that what was revoked at a server does not go on looking fine here. */
@Injectable()
export class RefusedLogins {
  constructor(
    private readonly store: Store,
    private readonly tests: ConnectionTestsService,
    private readonly turns: TestTurns,
    private readonly log: Log,
  ) {}

  look(run: ActiveRun, { nodeId, error }: StepRecord): void {
    if (error?.code !== 'connect-auth-failed' && error?.code !== 'connect-forbidden') return;
    const node = run.graph.nodes.find(({ id }) => id === nodeId);
    const ids = [...new Set(Object.values(node?.connections ?? {}))];
    this.#learn(run, ids, error.code === 'connect-auth-failed').catch((cause: unknown) => {
      this.log.error('What a server said of the credentials of a connection could not be kept', cause);
    });
  }

  /**
   * Credentials that the server does not know are known to fail. That they are not enough for one thing says nothing of
   * the others, nor is it clear of two connections which one was refused: then the test decides, in the next round.
   */
  async #learn({ starter, leased }: ActiveRun, ids: string[], isRefused: boolean): Promise<void> {
    const rows = await this.store.manager.findBy(connectionTable, {
      id: In(ids),
      projectId: starter.projectId,
    });
    // A pattern that goes on failing has this written once. What was leased before a rotation says nothing of it.
    const hopeful = rows.filter(
      ({ id, lastTest, version }) => lastTest?.ok !== false && leased.get(id) === version,
    );
    const [only] = hopeful;
    if (isRefused && only !== undefined && ids.length === 1) await this.#turn(only);
    else await this.#testSoon(hopeful);
  }

  async #turn(row: ConnectionRow): Promise<void> {
    const answer = await this.tests.recordRefusal(row, new Date());
    if (answer !== undefined) await this.turns.tell(row, answer);
  }

  async #testSoon(rows: readonly ConnectionRow[]): Promise<void> {
    const at = now();
    const later = rows.filter(({ nextTestAt }) => nextTestAt === null || nextTestAt > at).map(({ id }) => id);
    if (later.length === 0) return;
    await this.store.transaction((manager) =>
      updateRows(manager, connectionTable, { id: In(later) }, { nextTestAt: at }),
    );
  }
}
