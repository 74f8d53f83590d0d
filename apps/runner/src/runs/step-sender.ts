import type { RunnerMessage } from '@patchbay/protocol';
import type { Uplink } from '../uplink.js';

type StepRecord = Extract<RunnerMessage, { type: 'step' }>['step'];

/**
 * Sends the step records of one run. Most steps are over within the turn of the event loop in which they started;
 * then only their end is sent.
 */
export class StepSender {
  readonly #held = new Map<string, StepRecord>();

  constructor(
    private readonly uplink: Uplink,
    private readonly runId: string,
  ) {}

  add(step: StepRecord): void {
    const key = `${step.runIndex} ${step.nodeId}`;
    // Removed first, so that records leave in the order in which steps ended.
    this.#held.delete(key);
    this.#held.set(key, step);
    if (this.#held.size === 1)
      setImmediate(() => {
        this.flush();
      });
  }

  flush(): void {
    for (const step of this.#held.values()) this.uplink.send({ type: 'step', runId: this.runId, step });
    this.#held.clear();
  }
}
