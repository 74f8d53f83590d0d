import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanUp } from '../spec/clean-up.js';
import type { End } from './killed-end.spec.support.js';
import type { HouseSettings } from './killed-house.spec.support.js';
import { Ledger } from './killed-ledger.spec.support.js';
import { names, rotatedName } from './killed-operations.spec.support.js';
import type { HouseState, Secrets } from './killed-state.spec.support.js';

interface Message {
  at: number;
  state?: HouseState;
  begin?: Secrets;
  done?: Secrets;
  failed?: string;
  reached?: string;
}

/** Many stores with their services in one process: each kill interrupts every one of them, each at another point. */
export class KilledHouses {
  readonly #ledgers: readonly Ledger[];

  /** @param main the file that opens the houses and works on them */
  constructor(
    private readonly main: string,
    private readonly houses: readonly HouseSettings[],
  ) {
    this.#ledgers = houses.map(() => new Ledger(names));
  }

  get interrupted(): Ledger['interrupted'][] {
    return this.#ledgers.map(({ interrupted }) => interrupted);
  }

  async liveAndDie({ early, point }: End): Promise<void> {
    const child = spawn(process.execPath, [this.main], { stdio: ['pipe', 'pipe', 'inherit'] });
    cleanUp(() => child.kill('SIGKILL'));
    const closed = once(child, 'close');
    child.stdin.end(JSON.stringify({ houses: this.houses, point }));
    const awaited = early ? 1 : this.houses.length;
    let reached: string | undefined;
    let opened = 0;
    let failure: string | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      const message = JSON.parse(line) as Message;
      failure ??= message.failed;
      reached ??= message.reached;
      const ledger = this.#ledgers[message.at];
      if (message.state) ledger?.check(message.state, rotatedName);
      if (message.begin) ledger?.begin(message.begin);
      if (message.done) ledger?.done(message.done);
      if (message.state && (opened += 1) === awaited && point === undefined)
        void sleep(Math.random() * 700).then(() => child.kill('SIGKILL'));
    }
    await closed;
    assert.equal(failure, undefined);
    assert.equal(child.signalCode, 'SIGKILL');
    assert.equal(reached, point);
  }

  /** They are opened once more, and are whole. */
  finish(): Promise<void> {
    return this.liveAndDie({});
  }
}
