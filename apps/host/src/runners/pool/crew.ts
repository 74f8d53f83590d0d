import { PatchbayError } from '@patchbay/errors';
import type { HostMessage, PluginSource } from '@patchbay/protocol';
import { climb } from '../isolation/ladder.js';
import type { IsolationReport, Rung } from '../isolation/rungs.js';
import { shareFiles } from '../isolation/share-files.js';
import { Dialer } from '../network/dialer.js';
import { mayBeSeparated, startSeparated } from '../network/network-mode.js';
import { openNetwork } from '../network/runner-network.js';
import { Backoff } from './backoff.js';
import type { Admission } from './companies.js';
import type { PoolOptions } from './pool-options.js';
import { Runner } from './runner.js';
import { choose, idleFor, placesTaken, standing, wantedFresh, whoMakesRoom } from './staffing.js';
import { WorkQueue, type Work } from './work-queue.js';

/** After so many failed starts in a row, what waits is told so; starting goes on. */
const hopelessAt = 5;

/** The living runners: starts, assigns, retires and replaces them. */
export class Crew {
  readonly #runners = new Set<Runner>();
  readonly #queue = new WorkQueue();
  readonly #backoff: Backoff;
  readonly #dialer: Dialer;
  #plugins: readonly PluginSource[] = [];
  #report: IsolationReport | undefined;
  #lastId = 0;
  #isStopping = false;
  /** What staffing went by when it was last looked at. */
  #standing = '';
  #checkingIdle: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: PoolOptions,
    private readonly admission: Admission,
    private readonly onChange: () => void,
  ) {
    this.#dialer = new Dialer({ directory: options.network.directory, log: options.log });
    this.#backoff = new Backoff(options.timing.backoffMs, options.timing.mostBackoffMs);
  }

  get runners(): readonly Runner[] {
    return [...this.#runners];
  }

  get report(): IsolationReport | undefined {
    return this.#report;
  }

  get dialerPid(): number | undefined {
    return this.#dialer.pid;
  }

  /** What the first runner needs beside it. */
  prepare(): void {
    const { isolation, network } = this.options;
    if (mayBeSeparated(isolation, network.mode)) this.#dialer.prepare();
  }

  /** Chooses the rung by starting the first runner. Rejects when no runner can be started at all. */
  async open(): Promise<IsolationReport> {
    try {
      const { mode } = this.options.network;
      const chosen = await climb(this.options.isolation, (rung) =>
        startSeparated(rung, mode, (separated) => this.#start(rung, separated).started),
      );
      const report = { ...chosen.report, network: chosen.first };
      this.#report = report;
      if (!report.network.separated) this.#dialer.stop();
      this.#checkIdle();
      this.#update();
      return report;
    } catch (error) {
      this.#dialer.stop();
      this.#queue.failAll(error instanceof PatchbayError ? error : new PatchbayError('runner-unavailable'));
      throw error;
    }
  }

  add(work: Work): void {
    if (this.#isStopping) {
      work.fail(new PatchbayError('runner-unavailable', 'Patchbay is stopping.'));
      return;
    }
    this.#queue.add(work);
    this.#update();
  }

  /** If it is still waiting. */
  withdraw(runId: string): void {
    this.#queue.withdraw(runId);
  }

  /**
   * Runners that cannot see the code of a new plugin are replaced, and those that may have loaded code which is no
   * longer installed; the others are told.
   */
  setPlugins(plugins: readonly PluginSource[]): void {
    const isKept = (old: PluginSource) => plugins.some((each) => isSameCode(each, old));
    const allKept = this.#plugins.every(isKept);
    this.#plugins = plugins;
    const { code } = this.options.places(plugins);
    for (const runner of this.#runners) {
      const sees = code.every((root) => runner.identity.places.code.includes(root));
      if (sees && (allKept || runner.company === undefined)) {
        runner.send({ type: 'plugins', plugins: [...plugins] });
      } else {
        runner.retire();
      }
    }
    this.#update();
  }

  broadcast(message: HostMessage): void {
    for (const runner of this.#runners) runner.send(message);
  }

  /** Files that came into the shared directories since. */
  shareFiles(): void {
    this.#shareFiles(this.#report?.rung);
  }

  async stop(deadlineMs: number): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#checkingIdle);
    this.#queue.failAll(new PatchbayError('runner-unavailable', 'Patchbay is stopping.'));
    await Promise.all(
      this.runners.map(async (runner) => {
        runner.stop(deadlineMs);
        await runner.gone;
      }),
    );
    this.#dialer.stop();
  }

  #shareFiles(rung: Rung | undefined): void {
    if (rung === 'namespaces+user' || rung === 'user') this.options.sharedDirectories.forEach(shareFiles);
  }

  #start(rung: Rung, separated: boolean): Runner {
    this.#shareFiles(rung);
    const places = this.options.places(this.#plugins);
    const { egress, grantOf } = this.options;
    const network = separated ? openNetwork(this.#dialer, egress(), grantOf) : undefined;
    const identity = { id: (this.#lastId += 1), slot: this.#freeSlot(), rung, places, network };
    const runner: Runner = new Runner(identity, this.#plugins, this.options, {
      admission: this.admission,
      onChange: () => {
        this.#update();
      },
      onGone: (problem) => {
        this.#replace(runner, problem);
      },
    });
    this.#runners.add(runner);
    void runner.started.then(
      () => {
        this.#backoff.reset();
        this.#update();
      },
      () => undefined,
    );
    return runner;
  }

  #replace(runner: Runner, problem: PatchbayError): void {
    this.#runners.delete(runner);
    if (!runner.hasStarted) {
      this.#backoff.failed(() => {
        this.#update();
      });
    }
    if (this.#report && this.#backoff.failures >= hopelessAt) this.#queue.failAll(problem);
    this.#update();
  }

  /**
   * Gives out what waits, then sees to it that there are runners for the rest. The latter only when something turned
   * that it depends on: this is called twice per run.
   */
  #update(): void {
    this.#queue.dispatch((company) => this.#take(company));
    const waiting = this.#queue.companies();
    const now = this.#standingWith(waiting);
    if (now === this.#standing) return;
    this.#standing = now;
    if (this.#report && !this.#isStopping) this.#staff(this.#report, waiting);
    this.onChange();
  }

  #standingWith(waiting: readonly string[]): string {
    const open = this.#backoff.isPausing ? 'pausing' : 'open';
    const phase = this.#isStopping ? 'stopping' : this.#report ? open : 'opening';
    return `${phase} ${standing(this.#runners, waiting, this.options.max)}`;
  }

  #take(company: string): Runner | undefined {
    const { own, fresh } = choose(this.#runners, company);
    if (!fresh) return own;
    if (placesTaken(this.#runners) >= this.options.max) {
      if (own) return own;
      // Whoever has nothing to do gives up its place, and the spare runner takes the work without a wait.
      const idle = this.runners.find((each) => each.isOpen && each.company !== undefined && each.load === 0);
      if (!idle) return undefined;
      idle.retire();
    }
    fresh.bind(company);
    this.shareFiles();
    return fresh;
  }

  /** Spare runners are always there, so that a run does not wait for the start of a process. */
  #staff({ rung, network }: IsolationReport, waiting: readonly string[]): void {
    const { max, spares } = this.options;
    const { runners } = this;
    const fresh = runners.filter((each) => each.company === undefined && !each.isRetiring).length;
    const missing = wantedFresh(runners, waiting, { max, spares }) - fresh;
    for (let started = 0; started < missing && !this.#backoff.isPausing; started += 1)
      this.#start(rung, network.separated);
    whoMakesRoom(runners, waiting, max)?.retire();
  }

  /** A runner that has had nothing to do for long takes memory and holds open clients for nobody. */
  #checkIdle(): void {
    const { idleMs } = this.options.timing;
    this.#checkingIdle = setInterval(
      () => {
        for (const runner of this.#runners) if (idleFor(runner) >= idleMs) runner.retire();
      },
      Math.max(idleMs / 4, 20),
    ).unref();
  }

  #freeSlot(): number {
    const taken = new Set(this.runners.map(({ identity }) => identity.slot));
    let slot = 0;
    while (taken.has(slot)) slot += 1;
    return slot;
  }
}

function isSameCode(one: PluginSource, other: PluginSource): boolean {
  return (
    one.packageName === other.packageName &&
    one.packageVersion === other.packageVersion &&
    one.entry === other.entry
  );
}
