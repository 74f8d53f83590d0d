/** Silence after work was given, in milliseconds, from which on a runner counts as computing something long. */
const silentMs = 10;
/** Of one processor: from here on there is too little left for more work. */
const mostShare = 0.8;

/**
 * Whether a runner keeps up with what it is given: it has processor time left, and answers soon after it was given
 * something. Each run says something within some ten milliseconds, unless it holds up the event loop.
 * What the runner says of its processor time is believed: with a lie it only gets the work of its own project.
 */
export class Pace {
  /** Since when nothing was heard though there was something to say. */
  #silentSince: number | undefined;
  #share = 0;
  #processorMs: number | undefined;
  #countedAt: number;

  /** `now` gives milliseconds that only ever grow. */
  constructor(private readonly now = () => performance.now()) {
    this.#countedAt = now();
  }

  get keepsUp(): boolean {
    if (this.#share > mostShare) return false;
    return this.#silentSince === undefined || this.now() - this.#silentSince < silentMs;
  }

  given(): void {
    this.#silentSince ??= this.now();
  }

  heard(): void {
    this.#silentSince = undefined;
  }

  /** Milliseconds of processor time that the process has used in its life. */
  counted(processorMs: number): void {
    const now = this.now();
    // What its start took says nothing about its runs.
    const used = processorMs - (this.#processorMs ?? processorMs);
    this.#share = used / Math.max(now - this.#countedAt, 1);
    this.#processorMs = processorMs;
    this.#countedAt = now;
  }
}
