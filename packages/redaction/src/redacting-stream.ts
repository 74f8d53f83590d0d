import { StringDecoder } from 'node:string_decoder';

/**
 * Redacts what comes in pieces, exactly as if it had come at once: the end of a piece that could be the
 * beginning of a secret waits for the next piece.
 */
export class RedactingStream {
  readonly #decoder = new StringDecoder('utf8');
  #held = '';

  constructor(private readonly take: (text: string, isLast: boolean) => [shown: string, held: string]) {}

  /** The next piece, UTF-8 when it is bytes; returns what can be shown so far, perhaps nothing. */
  push(chunk: string | Uint8Array): string {
    return this.#advance(typeof chunk === 'string' ? chunk : this.#decoder.write(Buffer.from(chunk)), false);
  }

  /** The rest, once no piece follows. */
  flush(): string {
    return this.#advance(this.#decoder.end(), true);
  }

  #advance(text: string, isLast: boolean): string {
    const [shown, held] = this.take(this.#held + text, isLast);
    this.#held = held;
    return shown;
  }
}
