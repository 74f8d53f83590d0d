import { inflateRawSync } from 'node:zlib';
import { wrong } from '../values/lists.js';

interface Entry {
  method: number;
  packed: Uint8Array;
  /** Bytes that it says to hold; a liar is cut off by the limit. */
  size: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const mostEntries = 10_000;

/** Reads single files of a ZIP archive; all that it unpacks together may hold `maxBytes`. */
export class Archive {
  readonly #entries: ReadonlyMap<string, Entry>;
  #left: number;

  constructor(bytes: Buffer, maxBytes: number) {
    this.#left = maxBytes;
    this.#entries = new Map(entriesOf(bytes));
  }

  text(name: string): string | undefined {
    const entry = this.#entries.get(name);
    return entry && this.#unpack(entry).toString('utf8');
  }

  /** A few kilobytes can unpack to gigabytes: what is announced is checked, and inflating ends at the limit. */
  #unpack({ method, packed, size }: Entry): Buffer {
    if (size > this.#left) throw tooLarge();
    try {
      const bytes =
        method === 8
          ? inflateRawSync(packed, { maxOutputLength: Math.max(1, this.#left) })
          : Buffer.from(packed);
      this.#left -= bytes.length;
      return bytes;
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : damaged();
    }
  }
}

function entriesOf(bytes: Buffer): [string, Entry][] {
  try {
    return directory(bytes);
  } catch (error) {
    // Offsets are the sender's: one that leads out of the file shows as a range error.
    throw error instanceof RangeError ? damaged() : error;
  }
}

function directory(bytes: Buffer): [string, Entry][] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || bytes.readUInt32LE(end) !== endMark) throw damaged();
  const count = bytes.readUInt16LE(end + 10);
  if (count > mostEntries) throw damaged();
  const entries: [string, Entry][] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw damaged();
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push([name, entryAt(bytes, at)]);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(bytes: Buffer, at: number): Entry {
  const local = bytes.readUInt32LE(at + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
  return { method: bytes.readUInt16LE(at + 10), packed, size: bytes.readUInt32LE(at + 24) };
}

function damaged() {
  return wrong('inputField', 'names a file that is no whole file of this kind');
}

function tooLarge() {
  return wrong('inputField', 'names a file that unpacks to more than is allowed');
}
