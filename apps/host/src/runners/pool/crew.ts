import { PatchbayError } from '@patchbay/errors';
import type { HostMessage, PluginSource } from '@patchbay/protocol';
import { climb } from '../isolation/ladder.js';
import type { IsolationReport, Rung } from '../isolation/rungs.js';
import { shareFiles } from '../isolation/share-files.js';
import { Backoff } from './backoff.js';
import type { PoolOptions } from './pool-options.js';
import { Runner } from './runner.js';
import { WorkQueue, type Work } from './work-queue.js';

/** A project gets a further runner, if there is room, when each of its runners has this much to do. */
const spreadAt = 8;
/** What one runner works on at a time; more would keep its event loop from answering. The rest waits. */
const mostLoad = 256;
/** After so many failed starts in a row, what waits is told so; starting goes on. */
const hopelessAt = 5;

/** The living runners: starts, assigns, retires and replaces them. */
export class Crew {
  readonly #runners = new Set<Runner>();
  readonly #queue = new WorkQueue();
  readonly #backoff: Backoff;
  #plugins: readonly PluginSource[] = [];
  #report: IsolationReport | undefined;
  #lastId = 0;
  #isStopping = false;

  constructor(
    private readonly options: PoolOptions,
    private readonly onChange: () => void,
  ) {
    this.#backoff = new Backoff(options.timing.backoffMs, options.timing.mostBackoffMs);
  }

  get runners(): readonly Runner[] {
    return [...this.#runners];
  }

  get report(): IsolationReport | undefined {
    return this.#report;
  }

  /** Chooses the rung by starting the first runner. Rejects when no runner can be started at all. */
  async open(): Promise<IsolationReport> {
    try {
      const { report } = await climb(this.options.isolation, async (rung) => {
        const runner = this.#start(rung);
        await runner.started;
        return runner;
      });
      this.#report = report;
      this.#update();
      return report;
    } catch (error) {
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

  /** Runners that cannot see the code of a new plugin are replaced; the others are told. */
  setPlugins(plugins: readonly PluginSource[]): void {
    this.#plugins = plugins;
    const { code } = this.options.places(plugins);
    for (const runner of this.#runners) {
      if (code.every((root) => runner.identity.places.code.includes(root))) {
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
    this.#queue.failAll(new PatchbayError('runner-unavailable', 'Patchbay is stopping.'));
    await Promise.all(
      this.runners.map(async (runner) => {
        runner.stop(deadlineMs);
        await runner.gone;
      }),
    );
  }

  #shareFiles(rung: Rung | undefined): void {
    if (rung === 'namespaces+user' || rung === 'user') this.options.sharedDirectories.forEach(shareFiles);
  }

  #start(rung: Rung): Runner {
    this.#shareFiles(rung);
    const places = this.options.places(this.#plugins);
    const identity = { id: (this.#lastId += 1), slot: this.#freeSlot(), rung, places };
    const runner: Runner = new Runner(identity, this.#plugins, this.options, {
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

  /** Gives out what waits, then sees to it that there are runners for the rest. */
  #update(): void {
    this.#queue.dispatch((projectId) => this.#take(projectId));
    if (this.#report && !this.#isStopping) this.#staff(this.#report.rung);
    this.onChange();
  }

  #take(projectId: string): Runner | undefined {
    const open = this.runners.filter((runner) => runner.isOpen);
    const own = leastLoaded(open.filter((runner) => runner.projectId === projectId));
    const fresh = open.find((runner) => runner.projectId === undefined);
    const runner = own && (own.load < spreadAt || !fresh) ? own : fresh;
    if (runner && runner.load >= mostLoad) return undefined;
    if (runner && runner.projectId === undefined) {
      runner.bind(projectId);
      this.shareFiles();
    }
    return runner;
  }

  /** One runner is always there, so that the first run of the day does not wait for a start. */
  #staff(rung: Rung): void {
    const staying = this.runners.filter((runner) => !runner.isRetiring);
    const served = new Set(staying.map(({ projectId }) => projectId));
    const waiting = this.#queue.projects().filter((projectId) => !served.has(projectId)).length;
    const wanted = Math.max(waiting + crowded(staying), staying.length === 0 ? 1 : 0);
    let coming = staying.filter((runner) => runner.projectId === undefined).length;
    while (coming < wanted && this.#runners.size < this.options.max && !this.#backoff.isPausing) {
      this.#start(rung);
      coming += 1;
    }
    if (coming < waiting && this.#runners.size >= this.options.max) this.#makeRoom(staying);
  }

  /** A project without a runner waits, so the one with least to do gives up its own; one at a time. */
  #makeRoom(staying: readonly Runner[]): void {
    if (staying.length < this.#runners.size) return;
    leastLoaded(staying.filter(({ projectId }) => projectId !== undefined))?.retire();
  }

  #freeSlot(): number {
    const taken = new Set(this.runners.map(({ identity }) => identity.slot));
    let slot = 0;
    while (taken.has(slot)) slot += 1;
    return slot;
  }
}

/** How many projects have much to do for each of their runners. */
function crowded(staying: readonly Runner[]): number {
  const projects = new Set(staying.map(({ projectId }) => projectId).filter((id) => id !== undefined));
  const isCrowded = (id: string) => staying.every((each) => each.projectId !== id || each.load >= spreadAt);
  return [...projects].filter(isCrowded).length;
}

function leastLoaded(runners: readonly Runner[]): Runner | undefined {
  return runners.reduce<Runner | undefined>(
    (best, each) => (best && best.load <= each.load ? best : each),
    undefined,
  );
}
