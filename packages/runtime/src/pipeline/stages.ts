import type { StepRecord } from '@patchbay/contracts';
import type { ConsumeContext, Item, NodeOutput, ProduceContext } from '@patchbay/plugin-sdk';
import type { Arrival, Delivery } from '../graph/queue.js';
import { executeApart } from '../steps/apart.js';
import { executeNode, openContext, type OpenStep } from '../steps/execute-node.js';
import { firstPin, normalisedOutput, taggedItems } from '../steps/items.js';
import type { Channel, Storage } from './channel.js';
import { StageRun } from './stage-run.js';

/** The node that a pipeline begins with: it has all that came in, and gives its items in batches. */
export class SourceStage extends StageRun {
  /** Produces everything; resolves when all of it has been handed on. */
  async produce({ inputs }: Delivery): Promise<void> {
    this.begin(inputs);
    inputs.forEach((arrival, index) => {
      const pin = this.node.inputs[index];
      if (pin && arrival) this.counts.in[pin.name] = arrival.items.length;
    });
    const channel = this.flow.channel<NodeOutput>(this.#storage());
    const producing = this.flow.start(this.node, () => this.#produceInto(channel, inputs));
    // The next batch is read while the others work on this one.
    await this.flow.start(this.node, async () => {
      for await (const output of channel) await this.emit(output, inputs);
    });
    await producing;
  }

  protected take(): Promise<void> {
    return Promise.reject(new TypeError('A source takes no batches.'));
  }

  async #produceInto(channel: Channel<NodeOutput>, inputs: readonly (Arrival | undefined)[]): Promise<void> {
    this.work.resume();
    const step = await this.open();
    const { run, node } = step;
    // As for every step: the last look at the engine is where the node begins.
    for (let wait = run.engineFor(node); wait; wait = run.engineFor(node)) await wait;
    const context = openContext(step, inputs);
    const emit: ProduceContext['emit'] = async (output) => {
      this.work.pause();
      await channel.put(normalisedOutput(this.node, output, context.items.length));
      this.work.resume();
    };
    await this.node.definition.produce?.(Object.assign(context, { emit }));
    this.work.pause();
    channel.end();
  }

  /** Within what the run may keep. */
  #storage(): Storage<NodeOutput> {
    const { keptItems } = this.flow.run;
    const lists = (output: NodeOutput) => Object.values(output).filter((items) => items !== null);
    return {
      reserve: (output) => lists(output).every((items) => keptItems.mayHold(items)),
      release: (output) => {
        for (const items of lists(output)) keptItems.release(items);
      },
    };
  }
}

/** A node that gives for each item what it would give for it alone. */
export class ItemwiseStage extends StageRun {
  #step: Promise<OpenStep> | undefined;

  protected async take(arrival: Arrival): Promise<void> {
    this.work.resume();
    const step = await (this.#step ??= this.open());
    const { output, error } = await executeApart(step, arrival, (part) => executeNode(step, [part]));
    if (error) this.error ??= this.problem(error);
    this.work.pause();
    await this.emit(output, [arrival]);
  }
}

/** A node that takes its batches when it likes, and gives what it likes. */
export class ConsumerStage extends StageRun {
  #channel: Channel<readonly Item[]> | undefined;
  #working: Promise<void> | undefined;

  protected async take({ items, offset = 0 }: Arrival): Promise<void> {
    const batch = taggedItems(items, 0, offset);
    if (!this.#channel) {
      const channel = (this.#channel = this.flow.channel());
      this.#working = this.flow.start(this.node, () => this.#consume(channel, items.slice(0, 1)));
    }
    await this.#channel.put(batch);
  }

  protected override async complete(): Promise<void> {
    this.#channel?.end();
    await this.#working;
    this.flow.stop.signal.throwIfAborted();
  }

  async #consume(channel: Channel<readonly Item[]>, first: readonly Item[]): Promise<void> {
    this.work.resume();
    const step = await this.open();
    const { run, node } = step;
    for (let wait = run.engineFor(node); wait; wait = run.engineFor(node)) await wait;
    const context = openContext(step, [{ items: first }]);
    const emit: ConsumeContext['emit'] = async (output) => {
      this.work.pause();
      await this.emit(normalisedOutput(this.node, output, this.#inputCount));
      this.work.resume();
    };
    await this.node.definition.consume?.(Object.assign(context, { emit, batches: this.#batches(channel) }));
    // One that has enough does not read to the end.
    channel.close();
    this.work.pause();
  }

  async *#batches(channel: Channel<readonly Item[]>): AsyncGenerator<readonly Item[]> {
    this.work.pause();
    for await (const items of channel) {
      this.work.resume();
      yield items;
      this.work.pause();
    }
    this.work.resume();
  }

  get #inputCount(): number {
    return Object.values(this.counts.in)[0] ?? 0;
  }
}

/** A node that is switched off passes its items by. */
export class DisabledStage extends StageRun {
  protected async take(arrival: Arrival): Promise<void> {
    await this.emit({ [firstPin(this.node)]: taggedItems(arrival.items, 0, arrival.offset) }, [arrival]);
  }

  protected override get endStatus(): StepRecord['status'] {
    return 'skipped';
  }
}
