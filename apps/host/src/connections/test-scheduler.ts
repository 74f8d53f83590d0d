import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { isPatchbayError } from '@patchbay/errors';
import { LessThanOrEqual } from 'typeorm';
import { holdLease } from '../database/host-leases.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { systemIn } from '../http/caller.js';
import { Log } from '../logging/log.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ConnectionTestsService } from './connection-tests.service.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import { nextTest } from './test-schedule.js';
import { TestTurns } from './test-turns.js';

/** Tests connections by themselves, daily or weekly; of several hosts one does it, and never many tests at once. */
@Injectable()
export class TestScheduler implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: Store,
    private readonly catalog: CatalogService,
    private readonly tests: ConnectionTestsService,
    private readonly turns: TestTurns,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      // One round at a time: a slow one delays the next instead of meeting it.
      this.#ticking = this.#ticking
        .then(() => (this.catalog.ready ? this.tick(new Date()) : 0))
        .catch((error: unknown) => {
          this.log.error('Scheduled tests failed', error);
        });
    }, everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
  }

  /** Tests what is due at that time; answers how many connections it tested. */
  async tick(at: Date): Promise<number> {
    if (!(await holdLease(this.store, 'connection-tests', at, leaseMs))) return 0;
    const due = await this.store.manager.find(connectionTable, {
      where: { nextTestAt: LessThanOrEqual(at.toISOString()), disabled: false, quarantined: false },
      order: { nextTestAt: 'ASC' },
      take: mostInARound,
    });
    let tested = 0;
    const next = due.values();
    const work = async () => {
      for (const row of next) if (await this.#test(row, at)) tested += 1;
    };
    await Promise.all(Array.from({ length: mostAtOnce }, work));
    return tested;
  }

  async #test(row: ConnectionRow, at: Date): Promise<boolean> {
    if (!(await this.#claim(row, at))) return false;
    try {
      const caller = systemIn(row.projectId);
      const answer = await this.tests.testRow(caller, row, 'scheduled', at);
      if (answer.recorded) await this.turns.tell(row, answer.test);
      return true;
    } catch (error) {
      // A connection that cannot be opened, or no runner: nothing was tested, and the next one is planned.
      if (!isPatchbayError(error)) throw error;
      this.log.warn('A scheduled test was not made', { connectionId: row.id, code: error.code });
      return false;
    }
  }

  /** Plans the next test before this one: a host that dies meanwhile leaves nothing to be tested for ever. */
  async #claim({ id, nextTestAt, testSchedule }: ConnectionRow, at: Date): Promise<boolean> {
    const planned = { nextTestAt: nextTest(testSchedule, at) };
    const claimed = await this.store.transaction((manager) =>
      updateRows(manager, connectionTable, { id, nextTestAt: nextTestAt ?? '' }, planned),
    );
    return claimed > 0;
  }
}

const everyMs = 60_000;
/** Longer than a round may take: twenty tests of ten seconds, two at once. */
const leaseMs = 180_000;
const mostInARound = 20;
const mostAtOnce = 2;
