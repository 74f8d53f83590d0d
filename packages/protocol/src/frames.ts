import { PatchbayError } from '@patchbay/errors';
import { invalid } from './invalid.js';
import { maxFrameBytes } from './limits.js';

const headerBytes = 4;
/** Chunks below this are joined as they come. */
const smallChunk = 8_192;

/** A message as it travels: its length as four bytes, big-endian, and its JSON in UTF-8. */
export function encodeFrame(message: object): Buffer {
  const json = JSON.stringify(message);
  const length = Buffer.byteLength(json);
  if (length > maxFrameBytes) {
    throw new PatchbayError(
      'payload-too-large',
      `A message of ${length} bytes exceeds the limit of ${maxFrameBytes}.`,
    );
  }
  const frame = Buffer.allocUnsafe(headerBytes + length);
  frame.writeUInt32BE(length, 0);
  frame.write(json, headerBytes);
  return frame;
}

/** Cuts a stream of bytes, however it is chunked, into the frames' contents. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #held = 0;
  #wanted = headerBytes;
  #inHeader = true;

  /** Throws `message-invalid` on an impossible length; nothing can be read after that. */
  *push(chunk: Buffer): Generator<Buffer, void, void> {
    this.#keep(chunk);
    this.#held += chunk.length;
    while (this.#held >= this.#wanted) {
      const bytes = this.#take();
      this.#inHeader = !this.#inHeader;
      if (this.#inHeader) {
        this.#wanted = headerBytes;
        yield bytes;
      } else {
        this.#wanted = lengthIn(bytes);
      }
    }
  }

  /**
   * A sender that gives a byte at a time would else have the host hold an object for each, a hundred times the bytes.
   * Only what is no longer than the new chunk is joined with it, so that each byte is copied a few times at most.
   */
  #keep(chunk: Buffer): void {
    let joined = chunk;
    for (let last = this.#chunks.at(-1); last && isJoined(last, joined); last = this.#chunks.at(-1)) {
      joined = Buffer.concat([last, joined]);
      this.#chunks.pop();
    }
    this.#chunks.push(joined);
  }

  /** Joins only when a whole part is there, so that a frame in a thousand chunks is copied once. */
  #take(): Buffer {
    const [first] = this.#chunks;
    const joined = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#held);
    const part = joined.subarray(0, this.#wanted);
    const rest = joined.subarray(this.#wanted);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#held = rest.length;
    return part;
  }
}

function isJoined(last: Buffer, next: Buffer): boolean {
  return next.length < smallChunk && last.length <= next.length;
}

/** Refused at the header: a runner that announces 4 GiB must not make the host hold them. */
function lengthIn(header: Buffer): number {
  const length = header.readUInt32BE(0);
  if (length === 0) throw invalid('A frame is empty.');
  if (length > maxFrameBytes) throw invalid(`A frame announces more than ${maxFrameBytes} bytes.`);
  return length;
}
