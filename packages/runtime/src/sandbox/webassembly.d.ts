/** The little of WebAssembly that is used here; its types come with the DOM's only, which is not there in Node. */
declare namespace WebAssembly {
  interface Module {
    readonly compiled: never;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
    /** Returns the number of pages before. */
    grow: (pages: number) => number;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
