import type { Engine, EngineModule } from './engine.js';
import { GuestContext } from './guest-context.js';
import { Stopwatch } from './stopwatch.js';
import { withWatchdog } from './watchdog.js';

/** How an evaluation ended the sandbox: it took too long, or it exhausted the engine's stack or memory. */
export class SandboxStopped extends Error {
  readonly reason: 'timeout' | 'exhausted';
  /** JSON of a GuestPlace, when it is known. */
  readonly place: string | undefined;

  constructor(reason: 'timeout' | 'exhausted', place?: string) {
    super(reason);
    this.reason = reason;
    this.place = place;
  }
}

export interface SandboxLimits {
  /** Milliseconds for one evaluation. */
  evaluationMs: number;
  /** Bytes for what expressions make; the data given to them comes on top. */
  memoryBytes: number;
}

/** Answers a call of the guest; it may throw an Error whose message the expression's author may read. */
export type Answer = (kind: string, given: readonly unknown[]) => unknown;

/** Data of a run may take this much at most, a multiple of its size as JSON text. */
const dataBytes = 256 * 1024 * 1024;
const bytesPerCharacter = 10;
/** After this the engine is stopped from outside, since it did not stop itself. */
const graceMs = 2_000;
const libraryMs = 2_000;

/** A context of its own in the engine: no I/O, nothing of the host, JSON in and JSON out, within its limits. */
export class Sandbox {
  readonly #engine: Engine;
  readonly #module: EngineModule;
  readonly #limits: SandboxLimits;
  readonly #answer: Answer;
  readonly #guest: GuestContext;
  readonly #loaded = new Set<string>();
  /** Bytes allowed for data in this crossing. */
  #data = 0;
  #watch = new Stopwatch();
  #allowedMs: number;
  #stopped = false;
  #needsWatchdog = false;

  /** The engine must be loaded. `facts` are the variables that stay the same over the run. */
  constructor(
    engine: Engine,
    facts: Readonly<Record<string, unknown>>,
    answer: Answer,
    limits: SandboxLimits,
  ) {
    if (!engine.module) throw new Error('the engine is not loaded');
    this.#engine = engine;
    this.#module = engine.module;
    this.#answer = answer;
    this.#limits = limits;
    this.#allowedMs = libraryMs;
    this.#module.memory.allowGrowth(limits.memoryBytes);
    this.#guest = new GuestContext(this.#module.quickjs, JSON.stringify(facts), {
      host: (kind, argumentsText) => this.#reply(kind, argumentsText),
      isOver: () => this.#watch.isOver(this.#allowedMs),
      failed: () => new SandboxStopped(this.#watch.isOver(this.#allowedMs) ? 'timeout' : 'exhausted'),
    });
  }

  /** False once an evaluation was stopped here, or the engine has been replaced. */
  get isAlive(): boolean {
    return !this.#stopped && this.#engine.module === this.#module;
  }

  load(library: 'luxon' | 'jmespath'): void {
    if (this.#loaded.has(library)) return;
    this.#loaded.add(library);
    this.#guarded(
      () => {
        this.#guest.load(library);
      },
      libraryMs,
      false,
    );
  }

  /** Compiles a program once; the answer is empty, or JSON of a GuestFailure. */
  define(id: number, sources: readonly string[]): string {
    return this.#guarded(() => this.#guest.text('define', id, JSON.stringify(sources)), 0, false);
  }

  /** One crossing. It ends by itself after `sliceMs` and the evaluation that is under way then. */
  run(
    program: { id: number; isHarmless: boolean },
    itemsText: string,
    first: number,
    step: number,
    sliceMs: number,
  ): string {
    this.#data = 0;
    this.#module.memory.allowGrowth(this.#limits.memoryBytes);
    this.#allowData(itemsText);
    // What is not harmless may leave traps for what is: `String.prototype.trim = …`.
    this.#needsWatchdog ||= !program.isHarmless;
    return this.#guarded(
      () => this.#guest.text('run', program.id, itemsText, first, step, sliceMs),
      sliceMs,
      this.#needsWatchdog,
    );
  }

  dispose(): void {
    if (this.#engine.module !== this.#module) return;
    try {
      this.#guest.dispose();
    } catch {
      // The engine asserts that nothing is left over; if something is, it is not fit for others.
      this.#engine.discard(this.#module);
    }
  }

  #guarded<T>(work: () => T, extraMs: number, needsWatchdog: boolean): T {
    this.#allowedMs = this.#limits.evaluationMs + extraMs;
    this.#watch = new Stopwatch();
    try {
      return needsWatchdog ? withWatchdog(work, this.#allowedMs + graceMs) : work();
    } catch (error) {
      this.#stopped = true;
      if (error instanceof SandboxStopped) throw new SandboxStopped(error.reason, this.#place());
      // A trap or the watchdog: the engine's own state cannot be trusted any more.
      this.#engine.discard(this.#module);
      throw new SandboxStopped(
        (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'timeout' : 'exhausted',
      );
    }
  }

  #place(): string | undefined {
    this.#watch = new Stopwatch();
    try {
      return withWatchdog(() => this.#guest.text('where'), graceMs);
    } catch {
      return undefined;
    }
  }

  #reply(kind: string, argumentsText: string): string {
    let text: string;
    try {
      text = JSON.stringify({ value: this.#answer(kind, JSON.parse(argumentsText) as unknown[]) });
    } catch (error) {
      text = JSON.stringify({ error: error instanceof Error ? error.message : 'failed' });
    }
    this.#allowData(text);
    return text;
  }

  /** Data is not what the expression made, so it does not count against its memory; but it has a limit, too. */
  #allowData(text: string): void {
    const bytes = Math.min(text.length * bytesPerCharacter, dataBytes - this.#data);
    this.#data += bytes;
    this.#module.memory.extendGrowth(bytes);
  }
}
