import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { In } from 'typeorm';
import { Shutdown } from '../bootstrap/shutdown.js';
import { HostSession } from '../database/host-session.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { Log } from '../logging/log.js';
import { RunResumer } from '../waiting/run-resumer.js';
import { ActiveRuns } from './active-runs.js';
import { interruptedProblem } from './run-launcher.js';
import { RunRecorder } from './run-recorder.js';
import { goingStatuses, runTable } from './run.table.js';

/** What becomes of the runs of a host that was stopped: those that waited go on, those that were going on are over. */
@Injectable()
export class RunRecovery implements OnApplicationBootstrap {
  #round: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly session: HostSession,
    private readonly active: ActiveRuns,
    private readonly recorder: RunRecorder,
    private readonly resumer: RunResumer,
    private readonly shutdown: Shutdown,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.session.hear('runs', () => this.#writeAgain());
    await this.#endLeft();
    const timer = setInterval(() => {
      // One round at a time: a slow one delays the next instead of meeting it.
      this.#round = this.#round
        .then(() => this.#endLeft())
        .catch((error: unknown) => this.log.error('Runs of hosts that are gone could not be ended', error));
    }, everyMs).unref();
    this.shutdown.on('stopAccepting', 'Runs of hosts that are gone', () => {
      clearInterval(timer);
      return this.#round;
    });
    this.resumer.begin();
  }

  /** Their record must not say that they are going on. Those of hosts that live are left alone. */
  async #endLeft(): Promise<void> {
    const rows = await this.store.direct.all<{ hostId: string }>(hostsOfGoing, goingStatuses);
    const dead = await this.session.dead(rows.map(({ hostId }) => hostId));
    if (dead.length === 0) return;
    const ended = { status: 'failed' as const, finishedAt: now(), error: interruptedProblem };
    const left = { hostId: In(dead), status: In(goingStatuses) };
    await this.store.transaction(async (manager) => {
      await updateRows(manager, runTable, left, ended);
      await this.session.tell(manager, 'runs');
    });
  }

  /** A host that was out of reach for long may have been taken for dead, and its runs for over. */
  #writeAgain(): void {
    for (const run of this.active.all()) if (!run.isLeaving) this.recorder.record(run);
  }
}

const everyMs = 5_000;
const hostsOfGoing = `SELECT DISTINCT "hostId" FROM "runs" WHERE "status" IN (?, ?)`;
