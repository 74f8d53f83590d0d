/** What the library's module offers for texts; written in JavaScript, a character at a time. */
export interface TextModule {
  lengthBytesUTF8: (text: string) => number;
  stringToUTF8: (text: string, at: number, bytes: number) => void;
}

/**
 * Lets Node write texts into the engine's memory, which is several times as fast. They are JSON or names, so none
 * holds half of a surrogate pair, on which the two might differ.
 */
export function useNativeText(module: TextModule, memory: WebAssembly.Memory): void {
  module.lengthBytesUTF8 = (text) => Buffer.byteLength(text);
  module.stringToUTF8 = (text, at, bytes) => {
    const place = Buffer.from(memory.buffer, at, bytes);
    place[place.write(text)] = 0;
  };
}
