import type { QuickJSWASMModule } from 'quickjs-emscripten-core';

/** The WebAssembly module of QuickJS, loaded when the first expression needs it. */
export class Engine {
  #module: QuickJSWASMModule | undefined;
  #loading: Promise<void> | undefined;

  /** Resolves when `module` may be read. */
  async load(): Promise<void> {
    if (this.#module) return;
    this.#loading ??= this.#instantiate().finally(() => (this.#loading = undefined));
    await this.#loading;
  }

  get module(): QuickJSWASMModule | undefined {
    return this.#module;
  }

  /**
   * Drops a module that was stopped in mid-call: its stack pointer and counts are wrong from then on. Sandboxes in
   * it are gone; their runs get new ones.
   */
  discard(module: QuickJSWASMModule | undefined): void {
    if (this.#module === module) this.#module = undefined;
  }

  async #instantiate(): Promise<void> {
    const { newQuickJSWASMModuleFromVariant } = await import('quickjs-emscripten-core');
    this.#module = await newQuickJSWASMModuleFromVariant(import('@jitl/quickjs-wasmfile-release-sync'));
  }
}
