import type { PatchbayError } from '@patchbay/errors';
import type { CompiledNode } from '../graph/types.js';
import { patchbayError } from '../leases/failures.js';
import type { Run } from '../run/run.js';
import { Stop } from '../steps/stop.js';
import { Channel, type Storage } from './channel.js';

/** What the stages of one pipeline share while it runs: one of them fails, and all stop. */
export class Flow {
  readonly run: Run;
  /** Counts the executions of a node. */
  readonly nextIndex: (node: CompiledNode) => number;
  readonly stop: Stop;
  /** The items of outputs that nobody takes in batches are kept, also where no edge leads. */
  readonly keepsEnds: boolean;
  readonly #working: Promise<unknown>[] = [];
  #failure: { readonly node: CompiledNode; readonly error: PatchbayError } | undefined;

  constructor(run: Run, nextIndex: (node: CompiledNode) => number) {
    this.run = run;
    this.nextIndex = nextIndex;
    this.stop = new Stop().follow(run.signal);
    // Whoever called this run, be it a webhook or another run, gets what its last step gave.
    this.keepsEnds = run.request.trigger.respond === 'whenDone' || run.request.redaction !== undefined;
  }

  /** The first failure; those that follow are what it did to the others. */
  get failure(): { readonly node: CompiledNode; readonly error: PatchbayError } | undefined {
    return this.#failure;
  }

  fail(node: CompiledNode, thrown: unknown): void {
    if (this.stop.signal.aborted) return;
    this.#failure = { node, error: patchbayError(thrown) };
    this.stop.abort(this.#failure.error);
  }

  /** A channel that fails when the pipeline stops. */
  channel<T>(storage?: Storage<T>): Channel<T> {
    const channel = new Channel<T>(storage);
    const { signal } = this.stop;
    signal.addEventListener('abort', () => channel.fail(signal.reason as Error), { once: true });
    return channel;
  }

  /** Lets something work beside the others; what goes wrong with it stops them. */
  start(node: CompiledNode, work: () => Promise<void>): Promise<void> {
    const working = work().catch((error: unknown) => this.fail(node, error));
    this.#working.push(working);
    return working;
  }

  /** Resolves when nothing works any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#working);
  }
}
