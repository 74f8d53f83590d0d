import { Injectable } from '@nestjs/common';
import type { PatternGraph } from '@patchbay/contracts';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import { Shutdown } from '../bootstrap/shutdown.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';
import { VersionCache } from '../patterns/version-cache.js';
import { RunFilesService } from '../run-files/run-files.service.js';
import type { ActiveRun } from '../runs/active-run.js';
import { withoutPins } from '../runs/graph-part.js';
import type { ResumedLaunch } from '../runs/launch.js';
import { RunLauncher } from '../runs/run-launcher.js';
import { type RunRow, runTable } from '../runs/run.table.js';
import { activeAgain } from './stored-run.js';
import type { WaitingRun } from './waiting-run.table.js';
import { WaitingRuns } from './waiting-runs.js';

/** What other hosts set aside is looked for at least so often. */
const everyMs = 15_000;

/** What a call brings to the run that it lets go on. */
export type Call = Pick<ResumedLaunch, 'trigger' | 'uploads' | 'onReply'>;

/** Lets runs go on that were set aside: at their time, or when they are called. Several hosts may try; one succeeds. */
@Injectable()
export class RunResumer {
  #timer: NodeJS.Timeout | undefined;
  #at = Infinity;
  #round: Promise<void> | undefined;

  constructor(
    private readonly store: Store,
    private readonly waits: WaitingRuns,
    private readonly versions: VersionCache,
    private readonly files: RunFilesService,
    private readonly launcher: RunLauncher,
    private readonly shutdown: Shutdown,
    private readonly log: Log,
  ) {}

  /** Once nothing that was going on when the host was killed counts as going on. */
  begin(): void {
    this.waits.onAdded = (dueAt) => {
      if (dueAt !== null) this.#lookAt(Date.parse(dueAt));
    };
    this.shutdown.on('stopAccepting', 'Waiting runs', () => {
      clearTimeout(this.#timer);
      return this.#round;
    });
    this.#lookAt(0);
  }

  /**
   * Lets a run go on with what a call brought.
   * @throws PatchbayError `resume-url-not-found` when somebody else was quicker, `not-ready`
   */
  async resume(waits: WaitingRun, call?: Call): Promise<ActiveRun> {
    const { record, row, run } = await this.#stored(waits, call?.onReply);
    const files = await this.files.pathsOf(row.runId);
    this.launcher.requireOpen();
    if (!(await this.waits.take(row))) throw new PatchbayError('resume-url-not-found');
    const trigger = call?.trigger ?? { kind: record.trigger, nodeId: row.nodeId, items: [] };
    const uploads = call?.uploads ?? [];
    this.launcher.resume(run, { row, by: call ? 'call' : 'time', trigger, uploads, files });
    return run;
  }

  /**
   * The run as it stands, for what its step may still ask for while it waits; it does not go on by that.
   * @throws PatchbayError `resume-url-not-found` when it waits no longer
   */
  async asItWaits(waits: WaitingRun): Promise<ActiveRun> {
    return (await this.#stored(waits)).run;
  }

  async #stored(waits: WaitingRun, onReply?: Call['onReply']) {
    const { manager } = this.store;
    const record = await manager.findOneBy(runTable, { id: waits.runId });
    const left = await this.waits.stateOf(waits);
    if (!record || !left) throw new PatchbayError('resume-url-not-found');
    const row = { ...waits, ...left };
    const graph = row.graph ?? (await this.#graphOf(record));
    return { record, row, run: await activeAgain(manager, record, graph, onReply) };
  }

  async #graphOf({ patternId, patternVersion }: RunRow): Promise<PatternGraph> {
    return withoutPins((await this.versions.get(patternId, patternVersion)).graph);
  }

  #lookAt(time: number): void {
    if (time >= this.#at || this.shutdown.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#at = time;
    const inMs = Math.min(Math.max(time - Date.now(), 0), everyMs);
    this.#timer = setTimeout(() => {
      this.#at = Infinity;
      this.#round = this.#look();
    }, inMs).unref();
  }

  async #look(): Promise<void> {
    let next = Date.now() + everyMs;
    try {
      for await (const row of this.waits.timed()) {
        const dueAt = Date.parse(row.dueAt ?? '');
        if (this.shutdown.signal.aborted) return;
        if (dueAt > Date.now()) {
          next = Math.min(next, dueAt);
          break;
        }
        // What cannot be let go on here stays due; it is not to be tried again without a pause.
        await this.#resumeDue(row);
      }
    } catch (error) {
      this.log.error('Waiting runs could not be looked through', error);
    }
    this.#lookAt(next);
  }

  async #resumeDue(row: WaitingRun): Promise<void> {
    const { runId } = row;
    try {
      await this.resume(row);
    } catch (error) {
      if (isPatchbayError(error) && error.code === 'pattern-not-found') return this.#end(runId);
      // Another host was quicker, has the run's files, or this one is stopping.
      if (isPatchbayError(error) && expected.has(error.code)) return;
      this.log.error('A waiting run could not go on', error, { runId });
    }
  }

  async #end(runId: string): Promise<void> {
    const why = 'The version of its pattern does not exist any more.';
    await this.waits.end({ runId }, why);
  }
}

const expected: ReadonlySet<string> = new Set(['resume-url-not-found', 'not-ready']);
