import type { Duplex } from 'node:stream';
import { isPatchbayError, type PatchbayError } from '@patchbay/errors';
import { encodeFrame, FrameReader } from './frames.js';
import { invalid } from './invalid.js';
import { parseFrame } from './parse.js';

/** One check per message type that may come in. */
export type Checks = Readonly<Record<string, (value: unknown) => boolean>>;

export interface ChannelHandlers<In> {
  /** `bytes` is the size of its frame. A PatchbayError thrown here refuses the message and ends the channel. */
  onMessage(message: In, bytes: number): void;
  /** Called once, when nothing more comes: with the problem if the other side broke the rules. */
  onClose(problem?: PatchbayError): void;
}

/** Typed messages in both directions over one socket; each incoming one is validated before it is handed on. */
export class Channel<In extends { type: string }, Out extends { type: string }> {
  readonly #stream: Duplex;
  readonly #checks: Checks;
  readonly #handlers: ChannelHandlers<In>;
  readonly #frames = new FrameReader();
  #corked = false;
  #closed = false;
  #bytesReceived = 0;

  constructor(stream: Duplex, checks: Checks, handlers: ChannelHandlers<In>) {
    this.#stream = stream;
    this.#checks = checks;
    this.#handlers = handlers;
    stream.on('data', (chunk: Buffer) => {
      this.#read(chunk);
    });
    for (const over of ['end', 'close'] as const) {
      stream.once(over, () => {
        this.destroy();
      });
    }
    // A broken pipe says no more than that the other side is gone, and `close` follows.
    stream.on('error', () => undefined);
  }

  get bytesReceived(): number {
    return this.#bytesReceived;
  }

  /** Bytes that the other side has not taken yet. */
  get queuedBytes(): number {
    return this.#stream.writableLength;
  }

  /**
   * Queues a message; all of one turn of the event loop leave in one write, at its end: each write costs a system
   * call here and wakes the other side. False: wait for `drained()` before sending much more. Throws
   * `payload-too-large`.
   */
  send(message: Out): boolean {
    if (this.#closed || this.#stream.writableEnded) return false;
    const frame = encodeFrame(message);
    if (!this.#corked) {
      this.#corked = true;
      this.#stream.cork();
      setImmediate(() => {
        this.#write();
      });
    }
    return this.#stream.write(frame);
  }

  /** Resolves when the queue is empty or the channel is over. */
  async drained(): Promise<void> {
    this.#write();
    if (this.#closed || !this.#stream.writableNeedDrain) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#stream.off('drain', done).off('close', done);
        resolve();
      };
      this.#stream.on('drain', done).on('close', done);
    });
  }

  /** Stops reading; the other side is slowed down once the socket's buffers are full. */
  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  /** Ends after what is queued was sent. */
  close(): void {
    this.#stream.end();
  }

  destroy(problem?: PatchbayError): void {
    this.#finish(problem);
    this.#stream.destroy();
  }

  #write(): void {
    if (!this.#corked) return;
    this.#corked = false;
    this.#stream.uncork();
  }

  #read(chunk: Buffer): void {
    this.#bytesReceived += chunk.length;
    try {
      for (const frame of this.#frames.push(chunk)) {
        if (this.#closed) return;
        this.#handlers.onMessage(this.#checked(parseFrame(frame)), frame.length);
      }
    } catch (error) {
      if (!isPatchbayError(error)) throw error;
      this.destroy(error);
    }
  }

  /** Nothing is believed because of who sends it: the other side may run hostile code. */
  #checked(value: unknown): In {
    const type = typeOf(value);
    const check = type !== undefined && Object.hasOwn(this.#checks, type) ? this.#checks[type] : undefined;
    if (!check) throw invalid('A message has no known type.');
    if (!check(value))
      throw invalid(`A message of type ${String(type)} does not have the form it must have.`);
    return value as In;
  }

  #finish(problem?: PatchbayError): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#handlers.onClose(problem);
  }
}

function typeOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'type')) return undefined;
  const { type } = value as { type: unknown };
  return typeof type === 'string' ? type : undefined;
}
