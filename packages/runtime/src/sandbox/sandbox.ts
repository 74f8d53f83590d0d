import type { Engine } from './engine.js';
import type { ProgramText } from './guest-types.js';
import { GuestStopped, type ImageKind, type Machine, type Tenant } from './machine.js';
import { Stopwatch } from './stopwatch.js';
import { withWatchdog } from './watchdog.js';

/** How an evaluation ended: it took too long, or it exhausted the engine's stack or memory. */
export class SandboxStopped extends Error {
  readonly reason: 'timeout' | 'exhausted';
  /** JSON of a GuestPlace, when it is known. */
  readonly place: string | undefined;
  /** Where in the guest's code it was, as QuickJS tells it; empty when unknown. */
  readonly guestStack: string;

  constructor(reason: 'timeout' | 'exhausted', place?: string, guestStack = '') {
    super(reason);
    this.reason = reason;
    this.place = place;
    this.guestStack = guestStack;
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

const noProgram: ProgramText = { sources: [], isHarmless: false };

/** Data of a run may take this much at most, a multiple of its size as JSON text. */
const dataBytes = 256 * 1024 * 1024;
const bytesPerCharacter = 10;
/**
 * So long after its time, or as long as its time if that is more, the engine is stopped from outside, since it did
 * not stop itself. On a busy machine its time takes longer by the clock, and stopped this way it tells no line.
 */
const graceMs = 2_000;

/**
 * A context in which nobody has been before, for one visit without an `await` in it: no I/O, nothing of the host,
 * JSON in and JSON out, within its limits.
 */
export class Sandbox {
  readonly #engine: Engine;
  readonly #machine: Machine;
  readonly #limits: SandboxLimits;
  readonly #kind: ImageKind;
  readonly #answer: Answer;
  /** Bytes allowed for data in this crossing. */
  #data = 0;
  #watch = new Stopwatch();
  #allowedMs: number;
  #interrupted = false;
  #isHarmless = false;
  /** JSON of a Beginning that the guest has not been given yet. */
  #beginning = '';
  #wasStopped = false;
  readonly #tenant: Tenant;

  /** The engine must be loaded. */
  constructor(engine: Engine, kind: ImageKind, answer: Answer, limits: SandboxLimits) {
    if (!engine.machine) throw new SandboxStopped('exhausted');
    this.#engine = engine;
    this.#machine = engine.machine;
    this.#kind = kind;
    this.#answer = answer;
    this.#limits = limits;
    this.#allowedMs = limits.evaluationMs;
    this.#machine.memory.allowGrowth(limits.memoryBytes);
    this.#tenant = {
      host: (name, argumentsText) => this.#reply(name, argumentsText),
      isOver: () => this.#isOver(),
    };
    this.#machine.restore(kind, this.#tenant);
  }

  /** Whether nobody else has used the machine since, and it was not stopped. */
  get isValid(): boolean {
    return (
      !this.#wasStopped && this.#engine.machine === this.#machine && this.#machine.isLentTo(this.#tenant)
    );
  }

  /** Takes what stays the same and compiles a program; the answer is empty, or JSON of a GuestFailure. */
  begin(facts: Readonly<Record<string, unknown>>, program: ProgramText = noProgram): string {
    this.#isHarmless = program.isHarmless;
    this.#beginning = beginning(facts);
    // Compiling runs nothing of the sources, so it needs no watching from outside.
    return this.#guarded(() => this.#machine.compile(this.#kind, program), 0, false);
  }

  /** One crossing. It ends by itself after `sliceMs` and the evaluation that is under way then. */
  run(itemsText: string, first: number, sliceMs: number): string {
    // Each call into the engine costs about as much as evaluating something simple, so there is only one.
    const beginning = this.#beginning && `,"beginning":${this.#beginning}`;
    this.#beginning = '';
    const requestText = `{"items":${itemsText},"first":${first},"sliceMs":${sliceMs}${beginning}}`;
    this.#allow(requestText);
    const work = () => this.#machine.text('run', requestText);
    return this.#guarded(work, sliceMs, !this.#isHarmless);
  }

  /** Runs code to its end, promises included; the answer is JSON of a GuestOutcome. */
  code(requestText: string): string {
    this.#allow(requestText);
    const work = () => {
      this.#machine.text('begin', this.#beginning);
      this.#machine.text('code', requestText);
      this.#machine.settle();
      // For the engine an interrupted async function is a rejected promise: the code might even have gone on.
      const interrupted = this.#interrupted;
      this.#watch = new Stopwatch();
      const outcome = this.#machine.text('outcome');
      if (interrupted) throw new GuestStopped((JSON.parse(outcome) as { stack?: string }).stack ?? '');
      return outcome;
    };
    return this.#guarded(work, 0, true);
  }

  get #reason(): 'timeout' | 'exhausted' {
    return this.#interrupted ? 'timeout' : 'exhausted';
  }

  #isOver(): boolean {
    const isOver = this.#watch.isOver(this.#allowedMs);
    if (isOver) this.#interrupted = true;
    return isOver;
  }

  #allow(text: string): void {
    this.#data = 0;
    this.#machine.memory.allowGrowth(this.#limits.memoryBytes);
    this.#allowData(text);
  }

  #guarded<T>(work: () => T, extraMs: number, needsWatchdog: boolean): T {
    this.#allowedMs = this.#limits.evaluationMs + extraMs;
    this.#watch = new Stopwatch();
    this.#interrupted = false;
    try {
      return needsWatchdog
        ? withWatchdog(work, this.#allowedMs + Math.max(this.#allowedMs, graceMs))
        : work();
    } catch (error) {
      this.#wasStopped = true;
      if (error instanceof GuestStopped) {
        throw new SandboxStopped(this.#reason, this.#place(), error.guestStack);
      }
      // A trap or the watchdog: the engine's own state cannot be trusted any more.
      this.#engine.discard(this.#machine);
      throw new SandboxStopped(
        (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'timeout' : 'exhausted',
      );
    }
  }

  #place(): string | undefined {
    this.#watch = new Stopwatch();
    try {
      return withWatchdog(() => this.#machine.text('where'), graceMs);
    } catch (error) {
      if (!(error instanceof GuestStopped)) this.#engine.discard(this.#machine);
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
    this.#machine.memory.extendGrowth(bytes);
  }
}

const word = () => Math.floor(Math.random() * 2 ** 32);

/** Restored memory would give every run the same `Math.random()`, so each gets a beginning of its own. */
function beginning(facts: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ facts, seed: [word(), word(), word(), word()] });
}
