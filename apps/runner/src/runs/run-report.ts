import type { HookReply, RunAside, RunnerMessage, RunOutcome } from '@patchbay/protocol';
import type { Uplink } from '../uplink.js';

type StepRecord = Extract<RunnerMessage, { type: 'step' }>['step'];

/** Records of steps that are over are kept so long, in milliseconds, for the message of the run's end. */
const holdMs = 40;
/** More than these could exceed what one message may hold. */
const mostSteps = 8;
const longestReply = 256 * 1024;

/**
 * What the host is told of one run. A run that is over soon is told in one message; what takes longer is told as it
 * goes on.
 */
export class RunReport {
  readonly #held = new Map<string, StepRecord>();
  #reply: HookReply | undefined;

  constructor(
    private readonly uplink: Uplink,
    private readonly runId: string,
    private readonly flushes: Flushes,
  ) {}

  step(step: StepRecord): void {
    const key = `${step.runIndex} ${step.nodeId}`;
    // Removed first, so that records leave in the order in which steps ended.
    this.#held.delete(key);
    this.#held.set(key, step);
    if (step.status === 'running') this.#soon();
    else this.flushes.later(this);
  }

  /** Somebody waits for it, so it is kept only until the end of this turn of the event loop. */
  reply(reply: HookReply): void {
    this.#reply = reply;
    this.#soon();
  }

  finish(outcome: RunOutcome): void {
    this.uplink.send({ type: 'run.finished', outcome, ...this.#rest() });
  }

  setAside(aside: RunAside): void {
    this.uplink.send({ type: 'run.aside', aside, ...this.#rest() });
  }

  flush(): void {
    for (const step of this.#held.values()) this.uplink.send({ type: 'step', runId: this.runId, step });
    if (this.#reply) this.uplink.send({ type: 'hook.reply', reply: this.#reply });
    this.#clear();
  }

  /** What goes along with the last message. */
  #rest(): { steps?: StepRecord[]; reply?: HookReply } {
    if (this.#held.size > mostSteps || (this.#reply?.body.length ?? 0) > longestReply) this.flush();
    const steps = [...this.#held.values()];
    const reply = this.#reply;
    this.#clear();
    return { ...(steps.length > 0 ? { steps } : {}), ...(reply === undefined ? {} : { reply }) };
  }

  #soon(): void {
    setImmediate(() => this.flush());
  }

  #clear(): void {
    this.#held.clear();
    this.#reply = undefined;
    this.flushes.forget(this);
  }
}

/** One timer for the reports of all runs. */
export class Flushes {
  readonly #waiting = new Set<RunReport>();
  #timer: NodeJS.Timeout | undefined;

  later(report: RunReport): void {
    this.#waiting.add(report);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const waiting of this.#waiting) waiting.flush();
    }, holdMs);
  }

  forget(report: RunReport): void {
    this.#waiting.delete(report);
  }
}
