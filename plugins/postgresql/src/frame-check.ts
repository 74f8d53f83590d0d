/** Bytes of one message that is neither a row nor part of a copy; real ones have some hundred, of many columns more. */
const longestMessage = 1024 * 1024;
const header = 5;

/**
 * Watches the boundaries of a server's messages, because the driver's parser trusts them: it never comes back from an
 * error or notice whose last field is missing, and the whole runner hangs with it. From a long question for the
 * password it makes a list of all its letters, which fills the memory.
 */
export class FrameCheck {
  readonly #head = Buffer.alloc(header);
  #headBytes = 0;
  #count = 0;
  #left = 0;
  #notice: Buffer[] | undefined;

  /** How many messages begin in the chunk. Throws when the bytes that came so far are not what a server may send. */
  check(chunk: Buffer): number {
    const before = this.#count;
    for (let at = 0; at < chunk.length;) at = this.#left > 0 ? this.#body(chunk, at) : this.#begin(chunk, at);
    return this.#count - before;
  }

  #begin(chunk: Buffer, start: number): number {
    const taken = chunk.copy(this.#head, this.#headBytes, start, start + header - this.#headBytes);
    this.#headBytes += taken;
    if (this.#headBytes < header) return start + taken;
    this.#headBytes = 0;
    this.#count += 1;
    this.#left = this.#head.readUInt32BE(1) - 4;
    const [code] = this.#head;
    this.#notice = isNotice(code) ? [] : undefined;
    if (
      this.#left < 0 ||
      (this.#notice && this.#left === 0) ||
      (this.#left > longestMessage && !isData(code))
    )
      throw new Error('a length that cannot be');
    return start + taken;
  }

  #body(chunk: Buffer, start: number): number {
    const end = Math.min(chunk.length, start + this.#left);
    this.#left -= end - start;
    this.#notice?.push(chunk.subarray(start, end));
    if (this.#left === 0 && this.#notice && !hasEnd(Buffer.concat(this.#notice)))
      throw new Error('an error without an end');
    return end;
  }
}

function isNotice(code: number | undefined): boolean {
  return code === 0x45 || code === 0x4e;
}

/** A row, or a part of a copy. */
function isData(code: number | undefined): boolean {
  return code === 0x44 || code === 0x64;
}

/** Fields, each a letter and a text that ends with zero, and a zero where the next letter would be. */
function hasEnd(body: Buffer): boolean {
  for (let at = 0; at < body.length;) {
    if (body[at] === 0) return true;
    const end = body.indexOf(0, at + 1);
    if (end < 0) return false;
    at = end + 1;
  }
  return false;
}
