import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { EgressPolicy, Grant } from '@patchbay/egress';
import { Backoff } from '../pool/backoff.js';
import type { PoolLog } from '../pool/pool-options.js';
import { dialerCommand, dialerEnvironment } from './dialer-command.js';
import { Acknowledgements } from './acknowledgements.js';
import type { Order, Word } from './orders.js';

export interface DialerOptions {
  /** Where each runner gets a directory for its socket; nobody but the host may pass through it. */
  directory: string;
  log: PoolLog;
}

/** What one runner may reach; for replaying to a dialer that was started again. */
interface Entry {
  policy: EgressPolicy;
  grants: Map<string, Grant>;
}

const firstPauseMs = 20;
const mostPauseMs = 5000;

/** The process outside of the runners that makes their connections: started when needed, started again when it ends. */
export class Dialer {
  readonly #entries = new Map<string, Entry>();
  readonly #acknowledged = new Acknowledgements();
  readonly #backoff = new Backoff(firstPauseMs, mostPauseMs);
  #child: ChildProcess | undefined;
  #isStopped = false;

  constructor(private readonly options: DialerOptions) {}

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process before it is needed: it takes as long as a runner, and the first one would wait for it. */
  prepare(): void {
    if (!this.#child && !this.#isStopped) this.#start();
  }

  /** A socket for a new runner; returns the directory that it is going to lie in, which also names the runner. */
  open(policy: EgressPolicy): string {
    const runner = randomUUID();
    mkdirSync(join(this.options.directory, runner), { mode: 0o755 });
    this.#entries.set(runner, { policy, grants: new Map() });
    if (this.#child) this.#sendOpen(runner);
    else this.#start();
    return runner;
  }

  pathOf(runner: string): string {
    return join(this.options.directory, runner);
  }

  /** Resolves when the runner may use it. It holds until it is revoked or the runner is closed. */
  async grant(runner: string, key: string, grant: Grant): Promise<void> {
    const entry = this.#entries.get(runner);
    if (!entry) return;
    entry.grants.set(key, grant);
    await this.#acknowledged.expect((number) => {
      this.#send({ type: 'grant', runner, number, key, grant });
    });
  }

  /** Those whose name fits. */
  revoke(runner: string, fits: (key: string) => boolean): void {
    const { grants } = this.#entries.get(runner) ?? {};
    for (const key of [...(grants?.keys() ?? [])].filter(fits)) {
      grants?.delete(key);
      this.#send({ type: 'revoke', runner, key });
    }
  }

  /** The runner is gone, and with it everything that it had open. */
  close(runner: string): void {
    if (!this.#entries.delete(runner)) return;
    this.#send({ type: 'close', runner });
    rmSync(this.pathOf(runner), { recursive: true, force: true });
  }

  stop(): void {
    this.#isStopped = true;
    this.#child?.kill('SIGKILL');
    this.#acknowledged.settleAll();
  }

  #start(): void {
    const { file, args } = dialerCommand();
    const child = spawn(file, args, {
      cwd: this.options.directory,
      env: dialerEnvironment,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => (words = `${words}${chunk.toString()}`.slice(-2000)));
    child.on('message', (word: Word) => {
      this.#hear(word);
    });
    const gone = () => {
      this.#restart(child, words.trim().split('\n').at(-1) ?? '');
    };
    child.once('exit', gone).once('error', gone);
    for (const runner of this.#entries.keys()) this.#sendOpen(runner);
  }

  #hear(word: Word): void {
    if (word.type === 'granted') this.#acknowledged.settle(word.number);
    else if (word.type === 'opened') this.#backoff.reset();
    else this.options.log.warn('A runner gets no connections', { code: word.code });
  }

  /** Connections that it had made are gone; runners meet that as servers that end, and may try again. */
  #restart(child: ChildProcess, words: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    // Whoever waits would wait for ever. The new one is told of the grants before anybody can connect.
    this.#acknowledged.settleAll();
    if (this.#isStopped) return;
    const { exitCode, signalCode } = child;
    this.options.log.warn('The process for connections of runners ended', { exitCode, signalCode, words });
    this.#backoff.failed(() => {
      if (!this.#isStopped && !this.#child && this.#entries.size > 0) this.#start();
    });
  }

  #sendOpen(runner: string): void {
    const entry = this.#entries.get(runner);
    if (!entry) return;
    const grants = [...entry.grants].map(([key, grant]) => ({ key, grant }));
    this.#send({ type: 'open', runner, policy: entry.policy, grants });
  }

  #send(order: Order): void {
    const child = this.#child;
    if (!child?.connected) return void this.#acknowledged.settleAll();
    child.send(order, (error) => {
      // It is about to end; what follows from that is done there.
      if (error) this.#acknowledged.settleAll();
    });
  }
}
