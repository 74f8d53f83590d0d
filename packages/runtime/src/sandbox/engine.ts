import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { GuardedMemory } from './guarded-memory.js';

/** An instance of QuickJS and the memory that it grows in. */
export interface EngineModule {
  readonly quickjs: QuickJSWASMModule;
  readonly memory: GuardedMemory;
}

/** A module whose memory is larger is replaced: WebAssembly never gives memory back. */
const keptBytes = 64 * 1024 * 1024;

/** QuickJS as WebAssembly, loaded when the first expression needs it. */
export class Engine {
  #module: EngineModule | undefined;
  #loading: Promise<void> | undefined;
  #code: Promise<WebAssembly.Module> | undefined;

  /** Resolves when `module` may be read. */
  async load(): Promise<void> {
    if (this.#module && this.#module.memory.bytes > keptBytes) this.#module = undefined;
    if (this.#module) return;
    this.#loading ??= this.#instantiate().finally(() => (this.#loading = undefined));
    await this.#loading;
  }

  get module(): EngineModule | undefined {
    return this.#module;
  }

  /**
   * Drops a module that was stopped in mid-call: its stack pointer and counts are wrong from then on. Sandboxes in
   * it are gone; their runs get new ones.
   */
  discard(module: EngineModule): void {
    if (this.#module === module) this.#module = undefined;
  }

  async #instantiate(): Promise<void> {
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
    this.#module = { quickjs: quickjs, memory };
  }
}

async function compile(): Promise<WebAssembly.Module> {
  const file = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
  return WebAssembly.compile(await readFile(file));
}
