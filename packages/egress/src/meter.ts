import type { Socket } from 'node:net';

/** How often received bytes are counted. At full speed a loopback sender gets some megabytes through in that time. */
const everyMs = 20;

/** Counts what all sockets of one egress receive together, below TLS, and calls `over` once it is more than `maxBytes`. */
export class Meter {
  readonly #open = new Set<Socket>();
  #closedBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly maxBytes: number,
    private readonly over: () => void,
  ) {}

  watch(socket: Socket): void {
    this.#open.add(socket);
    // Not by listening for data: a driver's TLS takes the bytes before any listener sees them.
    this.#timer ??= setInterval(() => this.#count(), everyMs).unref();
    socket.once('close', () => {
      this.#open.delete(socket);
      this.#closedBytes += socket.bytesRead;
      this.#count();
      if (this.#open.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    });
  }

  #count(): void {
    let bytes = this.#closedBytes;
    for (const socket of this.#open) bytes += socket.bytesRead;
    if (bytes > this.maxBytes) this.over();
  }
}
