import { setTimeout } from 'node:timers/promises';
import { PatchbayError } from '@patchbay/errors';
import { exitCodes, type HostMessage } from '@patchbay/protocol';
import { Plugins } from './plugins/plugins.js';
import { watchMemory } from './process/memory-watch.js';
import { endWith } from './process/last-words.js';
import { connectable, isAnswering } from './process/own-network.js';
import { isOpen, reachable } from './process/reachable.js';
import { Requests } from './requests.js';
import { Broker } from './runs/broker.js';
import { Calls } from './runs/calls.js';
import { type Doors, LazyRuntime } from './runs/lazy-runtime.js';
import { Questions } from './runs/questions.js';
import { Runs } from './runs/runs.js';
import type { Uplink } from './uplink.js';

type Hello = Extract<HostMessage, { type: 'hello' }>;

/** Of a shutdown's time, what is kept for cancelled runs to end and clients to close. */
const closingShare = 0.3;
/** For the process that makes its connections to be there, which is started beside the first runner. */
const relayMs = 5000;
const noRelay = 'The process that makes the connections of runners does not answer.';

/** Does what the host says. */
export class Runner {
  readonly #plugins = new Plugins();
  readonly #requests: Requests;
  readonly #runs: Runs;
  readonly #questions: Questions;
  readonly #calls: Calls;
  #runtime: LazyRuntime | undefined;

  constructor(private readonly uplink: Uplink) {
    this.#requests = new Requests(uplink, this.#plugins);
    const isActive = (runId: string) => this.#runs.isActive(runId);
    this.#questions = new Questions(uplink, isActive);
    this.#calls = new Calls(uplink, isActive);
    this.#runs = new Runs(uplink, this.#plugins, this.#calls);
  }

  receive(message: HostMessage): void {
    switch (message.type) {
      case 'hello':
        void this.#start(message);
        break;
      case 'plugins':
        this.#plugins.set(message.plugins);
        break;
      case 'ping':
        this.uplink.send({ type: 'pong', sequence: message.sequence, ...ownUse() });
        break;
      case 'describe':
        this.#requests.describe(message);
        break;
      case 'test':
        this.#requests.test(message, this.#started());
        break;
      case 'models':
        this.#requests.models(message, this.#started());
        break;
      case 'probe':
        this.#requests.probe(message, this.#started());
        break;
      case 'abort':
        this.#requests.abort(message.requestId);
        break;
      case 'pattern.put':
        this.#runs.putPattern(message.patternKey, message.graph);
        break;
      case 'run.start':
        void this.#runs.start(message.order, this.#started());
        break;
      case 'run.cancel':
        this.#runs.cancel(message.runId, message.reason);
        break;
      case 'lease.granted':
      case 'secrets.granted':
      case 'memory.answered':
      case 'lease.denied':
        this.#questions.answer(message);
        break;
      case 'call.started':
      case 'call.refused':
        this.#calls.answer(message);
        break;
      case 'connection.changed':
        void this.#connectionChanged(message.connectionId, message.version);
        break;
      case 'shutdown':
        void this.#shutdown(message.deadlineMs);
        break;
    }
  }

  async #start(hello: Hello): Promise<void> {
    this.#plugins.set(hello.plugins);
    this.#runtime = new LazyRuntime(hello, this.#plugins, this.#doors());
    watchMemory(this.uplink, hello.limits.memoryMb);
    const { hidden, unreachable, allowedDirectories, egress } = hello;
    const closed = allowedDirectories.filter((directory) => !isOpen(directory));
    const reached = reachable(hidden);
    const connected = await connectable(unreachable);
    if (egress.relay !== undefined && !(await isAnswering(egress.relay, relayMs)))
      return endWith(this.uplink, new PatchbayError('runner-unavailable', noRelay), exitCodes.uncaught);
    this.uplink.send({ type: 'ready', pid: process.pid, reached, connected, closed });
  }

  #doors(): Doors {
    const questions = this.#questions;
    return {
      broker: new Broker(this.uplink, this.#plugins, questions),
      calls: this.#calls,
      memory: {
        ask: async (request) =>
          (await questions.ask({ type: 'memory.request', ...request }, 'memory.answered')).answer,
      },
    };
  }

  #started(): LazyRuntime {
    if (!this.#runtime) throw new PatchbayError('message-invalid', 'The first message must be hello.');
    return this.#runtime;
  }

  /** Without a runtime there is no client that could be of an old version. */
  async #connectionChanged(connectionId: string, version: number | undefined): Promise<void> {
    (await this.#runtime?.loaded)?.connectionChanged(connectionId, version);
  }

  /** Lets runs finish as long as there is time, cancels what is left, closes clients. */
  async #shutdown(deadlineMs: number): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    const cancelAt = deadline - deadlineMs * closingShare;
    while (this.#runs.count > 0 && Date.now() < cancelAt) await setTimeout(10);
    this.#runs.cancelAll('shutdown');
    while (this.#runs.count > 0 && Date.now() < deadline) await setTimeout(10);
    const left = Math.max(deadline - Date.now(), 100);
    await Promise.race([this.#closeClients(left), setTimeout(left)]);
    await Promise.race([this.uplink.drained(), setTimeout(left)]);
    process.exit(0);
  }

  async #closeClients(withinMs: number): Promise<void> {
    await (await this.#runtime?.loaded)?.close(withinMs);
  }
}

function ownUse(): { rssMb: number; processorMs: number } {
  const { user, system } = process.cpuUsage();
  return {
    rssMb: Math.round(process.memoryUsage.rss() / 1024 / 1024),
    processorMs: Math.round((user + system) / 1000),
  };
}
