import type { QuickJSContext, QuickJSHandle, QuickJSRuntime } from 'quickjs-emscripten-core';
import type { Engine, EngineModule } from './engine.js';
import { guest, type Guest } from './guest.js';
import { guestIntl } from './guest-intl.js';
import { jmespathText, luxonText } from './libraries.js';
import { Stopwatch } from './stopwatch.js';
import { withWatchdog } from './watchdog.js';

/** How an evaluation ended the sandbox: it took too long, or it exhausted the engine's stack or memory. */
export class SandboxStopped extends Error {
  readonly reason: 'timeout' | 'exhausted';
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

const stackBytes = 128 * 1024;
/** Data of a run may take this much at most, a multiple of its size as JSON text. */
const dataBytes = 256 * 1024 * 1024;
const bytesPerCharacter = 10;
/** After this the engine is stopped from outside, since it did not stop itself. */
const graceMs = 2_000;

/** A context of its own in the engine: no I/O, no clock but the time, JSON in and JSON out. */
export class Sandbox {
  readonly #module: EngineModule;
  readonly #engine: Engine;
  readonly #limits: SandboxLimits;
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #host: QuickJSHandle;
  readonly #guest: QuickJSHandle;
  readonly #answer: Answer;
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
    this.#allowedMs = limits.evaluationMs;
    this.#runtime = this.#module.quickjs.newRuntime();
    this.#module.memory.allowGrowth(limits.memoryBytes);
    this.#runtime.setMaxStackSize(stackBytes);
    this.#runtime.setInterruptHandler(() => this.#watch.isOver(this.#allowedMs));
    this.#context = this.#runtime.newContext();
    this.#host = this.#context.newFunction('', (kind, given) => this.#reply(kind, given));
    const start = this.#evaluate(`(${guest.toString()})`);
    this.#guest = this.#call(start, this.#host, this.#context.newString(JSON.stringify(facts)));
    start.dispose();
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
        if (library === 'luxon') {
          const intl = this.#evaluate(`(${guestIntl.toString()})`);
          this.#call(intl, this.#host).dispose();
          intl.dispose();
        }
        const made = this.#evaluate(library === 'luxon' ? luxonText() : jmespathText());
        this.#method(library === 'luxon' ? 'addLuxon' : 'addJmespath', made).dispose();
      },
      1_000,
      false,
    );
  }

  define(id: number, sources: readonly string[]): string {
    return this.#guarded(() => this.#textOf('define', id, JSON.stringify(sources)), 0, false);
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
      () => this.#textOf('run', program.id, itemsText, first, step, sliceMs),
      sliceMs,
      this.#needsWatchdog,
    );
  }

  dispose(): void {
    if (this.#engine.module !== this.#module) return;
    try {
      this.#guest.dispose();
      this.#host.dispose();
      this.#context.dispose();
      this.#runtime.dispose();
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
      if (error instanceof SandboxStopped) throw error;
      // A trap or the watchdog: the engine's own state cannot be trusted any more.
      this.#engine.discard(this.#module);
      throw new SandboxStopped(
        (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'timeout' : 'exhausted',
      );
    }
  }

  #textOf(method: keyof Guest, ...given: (string | number)[]): string {
    const handles = given.map((value) =>
      typeof value === 'string' ? this.#context.newString(value) : this.#context.newNumber(value),
    );
    const result = this.#method(method, ...handles);
    const text = this.#context.getString(result);
    result.dispose();
    return text;
  }

  /** Calls a function of the guest and disposes of the arguments. */
  #method(name: keyof Guest, ...given: QuickJSHandle[]): QuickJSHandle {
    const method = this.#context.getProp(this.#guest, name);
    try {
      return this.#call(method, ...given);
    } finally {
      method.dispose();
    }
  }

  #call(called: QuickJSHandle, ...given: QuickJSHandle[]): QuickJSHandle {
    const result = this.#context.callFunction(called, this.#context.undefined, ...given);
    for (const handle of given) if (handle !== this.#host) handle.dispose();
    return this.#valueOf(result);
  }

  #evaluate(code: string): QuickJSHandle {
    return this.#valueOf(this.#context.evalCode(code, 'patchbay'));
  }

  #valueOf(result: ReturnType<QuickJSContext['callFunction']>): QuickJSHandle {
    if (!result.error) return result.value;
    result.error.dispose();
    // Only what no expression can catch gets here: the interrupt, or no memory to even report a failure.
    const reason = this.#watch.isOver(this.#allowedMs) ? 'timeout' : 'exhausted';
    throw new SandboxStopped(reason, this.#place());
  }

  #place(): string | undefined {
    this.#watch = new Stopwatch();
    this.#allowedMs = 50;
    const where = this.#context.getProp(this.#guest, 'where');
    const result = this.#context.callFunction(where, this.#context.undefined);
    where.dispose();
    const place = result.error ? undefined : this.#context.getString(result.value);
    (result.error ?? result.value).dispose();
    return place;
  }

  #reply(kind: QuickJSHandle, given: QuickJSHandle): QuickJSHandle {
    let text: string;
    try {
      const value = this.#answer(
        this.#context.getString(kind),
        JSON.parse(this.#context.getString(given)) as unknown[],
      );
      text = JSON.stringify({ value });
    } catch (error) {
      text = JSON.stringify({ error: error instanceof Error ? error.message : 'failed' });
    }
    this.#allowData(text);
    return this.#context.newString(text);
  }

  /** Data is not what the expression made, so it does not count against its memory; but it has a limit, too. */
  #allowData(text: string): void {
    const bytes = Math.min(text.length * bytesPerCharacter, dataBytes - this.#data);
    this.#data += bytes;
    this.#module.memory.extendGrowth(bytes);
  }
}
