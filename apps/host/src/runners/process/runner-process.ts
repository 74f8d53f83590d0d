import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { PatchbayError } from '@patchbay/errors';
import { hostChannel, type Channel, type HostMessage, type RunnerMessage } from '@patchbay/protocol';
import type { Command } from '../isolation/command.js';
import { exitProblem, type Exit } from './exit-problem.js';
import { endLeftovers } from './leftovers.js';
import { Output, type OutputOptions } from './output.js';

export interface ProcessHandlers {
  onMessage(message: RunnerMessage, bytes: number): void;
  /** Once, when the process is gone and everything that it sent was handed on. */
  onExit(problem: PatchbayError): void;
}

/** How long messages of a process that has ended may still be read. */
const readingMs = 500;

/** One runner as an operating system process: started, spoken to, killed. */
export class RunnerProcess {
  readonly #child: ChildProcess;
  readonly #channel: Channel<RunnerMessage, HostMessage>;
  readonly #errors: Output;
  #reason: PatchbayError | undefined;

  constructor(command: Command, output: OutputOptions, handlers: ProcessHandlers) {
    // Its own session: a signal to the host's terminal or group does not reach it, and it can be killed as a group.
    const child = spawn(command.file, command.args, {
      env: {},
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const [, stdout, stderr, socket] = child.stdio as unknown as [null, Readable, Readable, Duplex];
    new Output(output).read(stdout);
    this.#errors = new Output(output);
    this.#errors.read(stderr);
    this.#child = child;
    let fallSilent: () => void = () => undefined;
    const silent = new Promise<void>((resolve) => (fallSilent = resolve));
    this.#channel = hostChannel(socket, {
      onMessage: (message, bytes) => {
        handlers.onMessage(message, bytes);
      },
      onClose: (problem) => {
        // Whatever comes after a broken rule cannot be trusted, and no message will come any more.
        if (problem) this.kill(problem);
        fallSilent();
      },
    });
    this.#watch(silent, handlers, command.user);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isGone(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** What was written to standard error last. Of a runner that never was ready, no plugin code wrote it. */
  get lastLine(): string {
    const lines = this.#errors.end.split('\n').filter((line) => line.trim() !== '');
    // Node's own message is followed by a stack and the error's members.
    return (lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 300);
  }

  send(message: HostMessage): void {
    this.#channel.send(message);
  }

  /** The runner said itself why it is about to end. */
  blame(reason: PatchbayError): void {
    this.#reason ??= reason;
  }

  /** Ends the process and everything that it started. The first reason counts. */
  kill(reason: PatchbayError): void {
    this.#reason ??= reason;
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // Nobody of the group is left.
    }
  }

  #watch(silent: Promise<void>, handlers: ProcessHandlers, user: Command['user']): void {
    this.#child.once('error', (cause) => {
      this.#channel.destroy();
      handlers.onExit(
        new PatchbayError('runner-unavailable', { detail: 'The runner could not be started.', cause }),
      );
    });
    this.#child.once('exit', (code, signal) => {
      void Promise.race([silent, wait(readingMs)]).then(() => {
        // What it started in its session outlives it where there is no process namespace.
        this.kill(this.#reasonFor({ code, signal, lastWords: this.#errors.end }));
        if (user) endLeftovers(user);
        this.#channel.destroy();
        handlers.onExit(this.#reasonFor({ code, signal, lastWords: this.#errors.end }));
      });
    });
  }

  #reasonFor(exit: Exit): PatchbayError {
    return this.#reason ?? exitProblem(exit);
  }
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
