import type {
  QuickJSContext,
  QuickJSHandle,
  QuickJSRuntime,
  QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import { guestText } from './guest.js';
import { guestIntl } from './guest-intl.js';
import type { Guest, HostCall } from './guest-types.js';
import { jmespathText, luxonText } from './libraries.js';

const stackBytes = 128 * 1024;

/** A context in the engine with the guest in it, called with texts and numbers. Knows no limits but the stack's. */
export class GuestContext {
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #host: QuickJSHandle;
  readonly #guest: QuickJSHandle;
  readonly #failed: () => Error;

  /** `failed` makes the error for what no expression can catch: the interrupt, or no memory to even report. */
  constructor(
    quickjs: QuickJSWASMModule,
    factsText: string,
    given: { host: HostCall; isOver: () => boolean; failed: () => Error },
  ) {
    this.#failed = given.failed;
    this.#runtime = quickjs.newRuntime();
    this.#runtime.setMaxStackSize(stackBytes);
    this.#runtime.setInterruptHandler(given.isOver);
    const context = this.#runtime.newContext();
    this.#context = context;
    this.#host = context.newFunction('', (kind, argumentsText) =>
      context.newString(given.host(context.getString(kind), context.getString(argumentsText))),
    );
    const start = this.#evaluate(guestText());
    this.#guest = this.#call(start, this.#host, context.newString(factsText));
    start.dispose();
  }

  load(library: 'luxon' | 'jmespath'): void {
    if (library === 'luxon') {
      const intl = this.#evaluate(`(${guestIntl.toString()})`);
      this.#call(intl, this.#host).dispose();
      intl.dispose();
    }
    const made = this.#evaluate(library === 'luxon' ? luxonText() : jmespathText());
    this.#method(library === 'luxon' ? 'addLuxon' : 'addJmespath', made).dispose();
  }

  text(method: 'define' | 'run' | 'where', ...given: (string | number)[]): string {
    const toHandle = (value: string | number) =>
      typeof value === 'string' ? this.#context.newString(value) : this.#context.newNumber(value);
    const result = this.#method(method, ...given.map(toHandle));
    const text = this.#context.getString(result);
    result.dispose();
    return text;
  }

  dispose(): void {
    this.#guest.dispose();
    this.#host.dispose();
    this.#context.dispose();
    this.#runtime.dispose();
  }

  #method(name: keyof Guest, ...given: QuickJSHandle[]): QuickJSHandle {
    const method = this.#context.getProp(this.#guest, name);
    try {
      return this.#call(method, ...given);
    } finally {
      method.dispose();
    }
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
    result.error.dispose();
    throw this.#failed();
  }
}
