import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { GuardedMemory } from './guarded-memory.js';
import { Machine } from './machine.js';

/** A machine whose memory is larger is replaced: WebAssembly never gives memory back. */
const keptBytes = 64 * 1024 * 1024;

/** The one in use, and one for the moment when that is broken. */
const machineCount = 2;

/** QuickJS as WebAssembly, loaded when the first expression needs it. One machine serves all; a second one waits. */
export class Engine {
  readonly #machines: Machine[] = [];
  #loading: Promise<void> | undefined;
  #code: Promise<WebAssembly.Module> | undefined;

  /** Whether `machine` may be read, and its memory is not too large to go on with. */
  get isReady(): boolean {
    const [first] = this.#machines;
    if (first && first.memory.bytes > keptBytes) this.discard(first);
    return this.#machines.length > 0;
  }

  /** Resolves when a machine has been made. */
  async load(): Promise<void> {
    if (!this.isComplete) this.#loading ??= this.#fill().finally(() => (this.#loading = undefined));
    while (!this.isReady) await this.#loading;
  }

  /** The one to use now. Whoever keeps it over an `await` finds it used by others. */
  get machine(): Machine | undefined {
    return this.#machines[0];
  }

  /** Whether the second one is there as well. */
  get isComplete(): boolean {
    return this.#machines.length >= machineCount;
  }

  /**
   * Drops a machine that was stopped in mid-call: the stack pointer of its instance is wrong from then on, and that
   * is the one thing which restoring memory does not set right.
   */
  discard(machine: Machine): void {
    const index = this.#machines.indexOf(machine);
    if (index >= 0) this.#machines.splice(index, 1);
  }

  async #fill(): Promise<void> {
    // A step may evaluate long after it was loaded; if another one has broken the machine meanwhile, the second is there.
    while (!this.isComplete) this.#machines.push(await this.#instantiate());
  }

  async #instantiate(): Promise<Machine> {
    const { newQuickJSWASMModuleFromVariant, newVariant } = await import('quickjs-emscripten-core');
    const { default: release } = (await import('@jitl/quickjs-wasmfile-release-sync')) as unknown as {
      default: Parameters<typeof newVariant>[0];
    };
    const memory = new GuardedMemory();
    const wasmModule = await (this.#code ??= compile());
    const quickjs = await newQuickJSWASMModuleFromVariant(
      newVariant(release, { wasmModule, wasmMemory: memory.memory }) as Parameters<
        typeof newQuickJSWASMModuleFromVariant
      >[0],
    );
    return new Machine(quickjs, memory);
  }
}

async function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  return WebAssembly.compile(await readFile(file));
}
