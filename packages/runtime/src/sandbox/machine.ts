import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { GuardedMemory } from './guarded-memory.js';
import { guestText } from './guest.js';
import { guestIntl } from './guest-intl.js';
import type { Guest, HostCall, ProgramText } from './guest-types.js';
import { jmespathText, luxonText } from './libraries.js';
import type { MemoryChange } from './memory-change.js';
import { MemoryImage } from './memory-image.js';
import { useNativeText, type TextModule } from './native-text.js';
import { findBreak } from './program-break.js';

/** Whoever uses the machine at the moment. */
export interface Tenant {
  host: HostCall;
  /** Asked while the engine works: whether it has to stop. */
  isOver: () => boolean;
}

/** `full` has Luxon and JMESPath, and takes longer to restore. */
export type ImageKind = 'plain' | 'full';

/** What the library keeps to itself: the allocator of its instance, and the way of texts into it. */
interface Internals {
  module: { _malloc: (bytes: number) => number } & TextModule;
}

const methodNames = [
  'compile',
  'begin',
  'run',
  'where',
  'code',
  'outcome',
  'addLuxon',
  'addJmespath',
] as const;
const stackBytes = 128 * 1024;
/** Each keeps about fifty kilobytes. */
const mostPrograms = 64;
const nobody: Tenant = { host: () => '{}', isOver: () => false };

/** What no code in the sandbox can catch: the interrupt, or no memory left to even report. `stack` may be empty. */
export class GuestStopped extends Error {
  readonly guestStack: string;

  constructor(guestStack: string) {
    super('stopped');
    this.guestStack = guestStack;
  }
}

/**
 * An instance of QuickJS with one context and the guest in it. `restore` puts all of its memory back to the moment
 * when the guest had just been evaluated, so each tenant finds a context in which nobody has been before.
 */
export class Machine {
  readonly memory: GuardedMemory;
  readonly #context: QuickJSContext;
  readonly #host: QuickJSHandle;
  readonly #methods: Readonly<Record<keyof Guest, QuickJSHandle>>;
  readonly #images: Partial<Record<ImageKind, MemoryImage>> = {};
  /** What compiling a program changes in the memory; the most recently used ones. */
  readonly #programs = new Map<ProgramText, MemoryChange>();
  readonly #breakAt: number | undefined;
  #tenant = nobody;

  constructor(quickjs: QuickJSWASMModule, memory: GuardedMemory) {
    this.memory = memory;
    const { module } = quickjs as unknown as Internals;
    useNativeText(module, memory.memory);
    this.#breakAt = findBreak(memory.memory.buffer, module._malloc);
    const runtime = quickjs.newRuntime();
    runtime.setMaxStackSize(stackBytes);
    runtime.setInterruptHandler(() => this.#tenant.isOver());
    const context = runtime.newContext();
    this.#context = context;
    this.#host = context.newFunction('', (kind, argumentsText) =>
      context.newString(this.#tenant.host(context.getString(kind), context.getString(argumentsText))),
    );
    const start = this.#evaluate(guestText());
    const guest = this.#call(start, this.#host);
    start.dispose();
    const method = (name: keyof Guest) => [name, context.getProp(guest, name)];
    this.#methods = Object.fromEntries(methodNames.map(method)) as Record<keyof Guest, QuickJSHandle>;
    this.#images.plain = this.#image();
  }

  /** Gives the machine to a tenant, as new. Nothing that the one before it got is valid any more. */
  restore(kind: ImageKind, tenant: Tenant): void {
    this.#tenant = nobody;
    if (kind === 'full') this.#images.full ??= this.#imageWithLibraries();
    this.#images[kind]?.restore(this.memory.memory.buffer, this.#usedBytes);
    this.#tenant = tenant;
  }

  isLentTo(tenant: Tenant): boolean {
    return this.#tenant === tenant;
  }

  /**
   * Compiles a program right after `restore`; one that was compiled before comes from a copy of what that made of the
   * memory. The answer is empty, or JSON of a GuestFailure. Throws GuestStopped.
   */
  compile(kind: ImageKind, program: ProgramText): string {
    const { sources, isHarmless } = program;
    if (sources.length === 0) return '';
    const known = this.#programs.get(program);
    this.#programs.delete(program);
    const failure = known
      ? known.apply(this.memory.memory.buffer)
      : this.text('compile', JSON.stringify({ sources, isHarmless }));
    const image = this.#images[kind];
    if (failure || !image) return failure;
    this.#programs.set(program, known ?? image.changeTo(this.memory.memory.buffer, this.#usedBytes));
    const [oldest] = this.#programs.keys();
    if (this.#programs.size > mostPrograms && oldest) this.#programs.delete(oldest);
    return '';
  }

  /** Calls a function of the guest. Throws GuestStopped. */
  text(method: keyof Guest, given = ''): string {
    const result = this.#call(this.#methods[method], this.#context.newString(given));
    const text = this.#context.getString(result);
    result.dispose();
    return text;
  }

  /** Goes on with what waits for promises, until nothing does. Throws GuestStopped. */
  settle(): void {
    const { error } = this.#context.runtime.executePendingJobs();
    if (error) throw this.#stopped(error);
  }

  get #usedBytes(): number {
    const { buffer } = this.memory.memory;
    return this.#breakAt === undefined
      ? buffer.byteLength
      : (new Uint32Array(buffer, this.#breakAt, 1)[0] ?? 0);
  }

  #image(): MemoryImage {
    return new MemoryImage(this.memory.memory.buffer, this.#usedBytes);
  }

  #imageWithLibraries(): MemoryImage {
    this.#images.plain?.restore(this.memory.memory.buffer, this.#usedBytes);
    const intl = this.#evaluate(`(${guestIntl.toString()})`);
    this.#call(intl, this.#host).dispose();
    intl.dispose();
    this.#call(this.#methods.addLuxon, this.#evaluate(luxonText())).dispose();
    this.#call(this.#methods.addJmespath, this.#evaluate(jmespathText())).dispose();
    return this.#image();
  }

  /** Disposes of the arguments. */
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
    throw this.#stopped(result.error);
  }

  #stopped(error: QuickJSHandle): GuestStopped {
    // Only the engine's own errors arrive here; what the guest's code threw it has caught. Still: text, not too much.
    const stack = this.#context.getProp(error, 'stack').consume((handle) => this.#context.getString(handle));
    error.dispose();
    return new GuestStopped(stack.slice(0, 2_000));
  }
}
