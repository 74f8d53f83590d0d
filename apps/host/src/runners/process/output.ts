import type { Readable } from 'node:stream';
import type { Redactor } from '@patchbay/redaction';

export interface OutputOptions {
  redactor: Redactor;
  /** Bytes kept per minute of what a runner prints. */
  bytesPerMinute: number;
  onLine(line: string): void;
}

const longestLine = 4096;
const keptEnd = 2048;

/** Lines that plugin code prints: redacted across chunks, capped, the rest counted. */
export class Output {
  readonly #stream;
  #line = '';
  #left: number;
  #dropped = 0;
  #end = '';
  #minute = Date.now();

  constructor(private readonly options: OutputOptions) {
    this.#stream = options.redactor.createStream();
    this.#left = options.bytesPerMinute;
  }

  /** The last characters, also of what was dropped: V8's reason for an abort comes last. */
  get end(): string {
    return this.#end;
  }

  read(stream: Readable): void {
    stream.on('data', (chunk: Buffer) => {
      this.push(chunk);
    });
    stream.on('error', () => undefined);
    stream.once('end', () => {
      this.#show(this.#stream.flush(), true);
    });
  }

  push(chunk: Buffer): void {
    this.#end = (this.#end + chunk.subarray(-keptEnd).toString('latin1')).slice(-keptEnd);
    this.#startMinute();
    const kept = chunk.subarray(0, this.#left);
    this.#left -= kept.length;
    this.#dropped += chunk.length - kept.length;
    if (kept.length > 0) this.#show(this.#stream.push(kept), false);
  }

  #startMinute(): void {
    if (Date.now() - this.#minute < 60_000) return;
    this.#minute = Date.now();
    this.#left = this.options.bytesPerMinute;
    this.#noteDropped();
  }

  #noteDropped(): void {
    if (this.#dropped > 0) this.options.onLine(`(${this.#dropped} bytes more were printed and dropped)`);
    this.#dropped = 0;
  }

  #show(text: string, isLast: boolean): void {
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop() ?? '';
    for (const line of lines) this.options.onLine(line.slice(0, longestLine));
    if (this.#line.length > longestLine || (isLast && this.#line !== '')) {
      this.options.onLine(this.#line.slice(0, longestLine));
      this.#line = '';
    }
    if (isLast) this.#noteDropped();
  }
}
