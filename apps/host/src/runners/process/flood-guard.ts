import { PatchbayError } from '@patchbay/errors';

export interface FloodLimits {
  /** Bytes of messages that one run may send. */
  runBytes: number;
  /** Bytes per minute of messages that belong to no run. */
  otherBytesPerMinute: number;
}

/** Counts what a runner sends; what it sends for nothing would fill the host's memory and disk. */
export class FloodGuard {
  readonly #runs = new Map<string, number>();
  #other = 0;
  #minute = Date.now();

  constructor(private readonly limits: FloodLimits) {}

  /** Throws `runner-flooded`. */
  count(bytes: number, runId?: string): void {
    if (runId === undefined) return this.#countOther(bytes);
    const sum = (this.#runs.get(runId) ?? 0) + bytes;
    this.#runs.set(runId, sum);
    if (sum > this.limits.runBytes)
      throw flooded(`A run sent more than ${inMb(this.limits.runBytes)} of messages.`);
  }

  /** No run is going on. */
  forgetRuns(): void {
    this.#runs.clear();
  }

  #countOther(bytes: number): void {
    if (Date.now() - this.#minute > 60_000) {
      this.#minute = Date.now();
      this.#other = 0;
    }
    this.#other += bytes;
    const limit = this.limits.otherBytesPerMinute;
    if (this.#other > limit)
      throw flooded(`The runner sent more than ${inMb(limit)} of messages within a minute.`);
  }
}

function flooded(detail: string): PatchbayError {
  return new PatchbayError('runner-flooded', detail);
}

function inMb(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
