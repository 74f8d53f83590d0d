import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { In } from 'typeorm';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { RunResumer } from '../waiting/run-resumer.js';
import { interruptedProblem } from './run-launcher.js';
import { runTable } from './run.table.js';

/** What becomes of the runs of a host that was stopped: those that waited go on. */
@Injectable()
export class RunRecovery implements OnApplicationBootstrap {
  constructor(
    private readonly store: Store,
    private readonly resumer: RunResumer,
  ) {}

  /** Runs that were going on when the host was killed are over; their record must not say otherwise. */
  async onApplicationBootstrap(): Promise<void> {
    await this.store.transaction((manager) =>
      updateRows(
        manager,
        runTable,
        { status: In(['queued', 'running']) },
        { status: 'failed', finishedAt: now(), error: interruptedProblem },
      ),
    );
    this.resumer.begin();
  }
}
