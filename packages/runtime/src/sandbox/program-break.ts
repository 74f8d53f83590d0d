import { MemoryImage } from './memory-image.js';

const probeBytes = 1024 * 1024;
/** The allocator asks for a little more than it was asked for. */
const slackBytes = 256 * 1024;
const searchedBytes = 256 * 1024;

/**
 * Where the engine keeps the end of the memory that it uses (its "program break"), found by watching what changes
 * when it needs more; the memory is left as it was. Undefined when no place behaves like that: then all of the
 * memory has to count as used.
 */
export function findBreak(buffer: ArrayBuffer, malloc: (bytes: number) => number): number | undefined {
  const image = new MemoryImage(buffer, buffer.byteLength);
  const first = malloc(probeBytes);
  const between = words(buffer);
  const second = malloc(probeBytes);
  const after = words(buffer);
  image.restore(buffer, buffer.byteLength);

  const follows = (value: number, pointer: number) =>
    value >= pointer + probeBytes && value <= pointer + probeBytes + slackBytes;
  const found: { at: number; value: number }[] = [];
  after.forEach((value, at) => {
    if (follows(between[at] ?? 0, first) && follows(value, second)) found.push({ at: at * 4, value });
  });
  // The start of the last free piece moves along with the break, just below it.
  return found.sort((a, b) => b.value - a.value)[0]?.at;
}

function words(buffer: ArrayBuffer): Uint32Array {
  return new Uint32Array(buffer.slice(0, searchedBytes));
}
