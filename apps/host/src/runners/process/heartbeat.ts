export interface HeartbeatOptions {
  intervalMs: number;
  /** Without an answer for this long the runner counts as hung. */
  patienceMs: number;
  ping(sequence: number): void;
  onSilence(): void;
}

/** Asks a runner for a sign of life; whether it still answers is all that can be known of code in a loop. */
export class Heartbeat {
  #timer: NodeJS.Timeout | undefined;
  #sequence = 0;
  #answeredAt = 0;
  #tickedAt = 0;

  constructor(private readonly options: HeartbeatOptions) {}

  start(): void {
    this.#answeredAt = this.#tickedAt = performance.now();
    this.#timer = setInterval(() => {
      this.#tick();
    }, this.options.intervalMs).unref();
  }

  answered(sequence: number): void {
    if (sequence <= this.#sequence) this.#answeredAt = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    // When the host itself stood still, or the machine slept, answers wait unread: it was not the runner's silence.
    if (now - this.#tickedAt > 2 * this.options.intervalMs + 100) this.#answeredAt = now;
    this.#tickedAt = now;
    if (now - this.#answeredAt > this.options.patienceMs) {
      this.stop();
      this.options.onSilence();
      return;
    }
    this.#sequence += 1;
    this.options.ping(this.#sequence);
  }
}
