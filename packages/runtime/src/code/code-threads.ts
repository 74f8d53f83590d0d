import { Worker } from 'node:worker_threads';
import type { Engine } from '../sandbox/engine.js';
import { executeCode, type CodeJob, type CodeLog, type CodeOutcome } from './execute-code.js';

type Message = { log: Parameters<CodeLog> } | { outcome: CodeOutcome };

/** Threads that wait for the next job; more would only hold memory. */
const maxIdle = 1;
/** Many runs at once must not start as many threads, each with an engine of its own. */
const maxThreads = 4;
const heapMb = 256;

/**
 * Runs code off this thread, so that other runs go on meanwhile and a cancellation can end it at once, whatever it
 * does. Where threads are not allowed (Node's permission model does not reach into them) it runs here instead.
 */
export class CodeThreads {
  readonly #engine: Engine;
  readonly #idle: Worker[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;
  #refused = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Rejects with the reason of the signal when that is aborted. */
  async run(job: CodeJob, log: CodeLog, signal: AbortSignal): Promise<CodeOutcome> {
    if (this.#busy >= maxThreads) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
    try {
      signal.throwIfAborted();
      const worker = this.#idle.pop() ?? this.#start();
      return await (worker ? this.#runIn(worker, job, log, signal) : executeCode(this.#engine, job, log));
    } finally {
      // The place goes to who has waited longest.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy--;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  async #runIn(worker: Worker, job: CodeJob, log: CodeLog, signal: AbortSignal): Promise<CodeOutcome> {
    worker.ref();
    const outcome = await outcomeOf(worker, job, log, signal);
    if (this.#idle.length < maxIdle && outcome !== undefined) this.#keep(worker);
    else void worker.terminate();
    signal.throwIfAborted();
    return outcome ?? { stopped: 'exhausted', stack: '' };
  }

  #start(): Worker | undefined {
    if (this.#refused) return undefined;
    try {
      const resourceLimits = { maxOldGenerationSizeMb: heapMb };
      return new Worker(new URL('./worker.js', import.meta.url), { env: {}, resourceLimits });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_ACCESS_DENIED') throw error;
      this.#refused = true;
      return undefined;
    }
  }

  #keep(worker: Worker): void {
    // One that waits must not keep the process alive.
    worker.unref();
    this.#idle.push(worker);
  }
}

/** Undefined when the thread ended instead of answering. */
function outcomeOf(
  worker: Worker,
  job: CodeJob,
  log: CodeLog,
  signal: AbortSignal,
): Promise<CodeOutcome | undefined> {
  return new Promise((resolve) => {
    const done = (outcome?: CodeOutcome) => {
      worker.removeAllListeners();
      // Errors that come later belong to nobody, but without a listener they would end the process.
      worker.on('error', () => undefined);
      signal.removeEventListener('abort', stop);
      resolve(outcome);
    };
    const stop = () => void worker.terminate();
    worker.removeAllListeners();
    worker.on('message', (message: Message) => {
      if ('log' in message) log(...message.log);
      else done(message.outcome);
    });
    worker.on('error', () => done());
    worker.on('exit', () => done());
    signal.addEventListener('abort', stop, { once: true });
    worker.postMessage(job);
  });
}
