import { Injectable } from '@nestjs/common';
import type { StepRecord } from '@patchbay/contracts';
import type { GroupMember, Portion } from '../database/group-commit.js';
import { HostSession } from '../database/host-session.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';
import type { ActiveRun } from './active-run.js';
import { ActiveRuns } from './active-runs.js';
import { RunBatch } from './run-batch.js';

const retryAfterMs = 1000;
/**
 * What nobody waits for gathers so long: a run that ends meanwhile is written once instead of twice. Longer than most
 * webhooks take while many come, and shorter than a person notices.
 */
const gatherMs = 40;

/**
 * Writes runs and steps in groups: everything that came while the last transaction was being written goes into
 * the next one. Whoever is told of a run waits for `written`, so what gathers is known to nobody yet.
 */
@Injectable()
export class RunRecorder implements GroupMember {
  readonly #batch = new RunBatch();
  #waiting: (() => void)[] = [];
  #isAllUrgent = false;
  #timer: NodeJS.Timeout | undefined;
  #isWriting = false;
  #isPausing = false;

  constructor(
    private readonly store: Store,
    private readonly session: HostSession,
    private readonly log: Log,
    active: ActiveRuns,
  ) {
    store.group.join(this);
    store.group.expected = () => active.size;
  }

  /** Queues the run as it stands when the group is taken to be written. */
  record(run: ActiveRun): void {
    this.#batch.entryOf(run);
    this.#writeWithin(gatherMs);
  }

  /** Queues one step; a later record of the same step replaces it. */
  recordStep(run: ActiveRun, step: { position: number; record: StepRecord }): void {
    this.#batch.entryOf(run).steps.set(step.position, step.record);
    this.#writeWithin(gatherMs);
  }

  recordUse(connectionId: string, at: string): void {
    this.#batch.used.set(connectionId, at);
    this.#writeWithin(gatherMs);
  }

  /** Resolves when what is queued of the run, or of all, is on disk, which is begun at once. */
  written(run?: ActiveRun): Promise<void> {
    if (run) this.#batch.entryOf(run).urgent = true;
    else this.#isAllUrgent = true;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      // After a failed write the pause is kept, or a full disk would be tried without end.
      if (!this.#isPausing) this.store.group.hurry();
    });
  }

  get waiting(): number {
    return this.#isWriting ? 0 : this.#waiting.length;
  }

  /** One write at a time: the older of two must not come to lie over the newer one. */
  take(): Portion | undefined {
    if (this.#isWriting || this.#isPausing) return undefined;
    const batch = this.#takeDue();
    const waiting = this.#waiting;
    this.#waiting = [];
    if (batch.isEmpty) {
      tell(waiting);
      return undefined;
    }
    this.#isWriting = true;
    return {
      write: batch.prepare(this.session.id),
      done: () => {
        tell(waiting);
        this.#goOn();
      },
      failed: (error) => {
        // A full disk must not lose what it could not take: it is queued again, and whoever waits keeps waiting.
        this.log.error('Runs could not be written; trying again', error);
        this.#batch.putBack(batch);
        this.#waiting.unshift(...waiting);
        this.#isAllUrgent = true;
        this.#pause();
      },
    };
  }

  #takeDue(): RunBatch {
    const isAll = this.#isAllUrgent;
    const queuedBefore = performance.now() - gatherMs;
    this.#isAllUrgent = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const due = this.#batch.takeDue(
      ({ urgent, run, since }) => isAll || urgent || run.isOver || since <= queuedBefore,
    );
    if (!this.#batch.isEmpty) this.#writeWithin(gatherMs);
    return due;
  }

  #goOn(): void {
    this.#isWriting = false;
    if (this.#waiting.length > 0) this.store.group.hurry();
    else if (!this.#batch.isEmpty) this.#writeWithin(gatherMs);
  }

  #pause(): void {
    this.#isPausing = true;
    this.#isWriting = false;
    setTimeout(() => {
      this.#isPausing = false;
      this.store.group.hurry();
    }, retryAfterMs);
  }

  #writeWithin(milliseconds: number): void {
    if (this.#isWriting || this.#isPausing) return;
    this.#timer ??= setTimeout(() => {
      // While something is being written nobody takes; what comes after it sets a timer of its own.
      this.#timer = undefined;
      this.store.group.hurry();
    }, milliseconds);
  }
}

function tell(waiting: readonly (() => void)[]): void {
  for (const resolve of waiting) resolve();
}
