import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VaultStatus } from '@patchbay/contracts';
import { apiOf, type Api } from '../spec/api.js';
import { founder } from '../spec/host.js';
import { freePort, type KillableHost, startKillableHost } from '../spec/killed-host.js';
import { temporaryDirectory } from '../spec/temporary.js';
import { waitUntil } from '../spec/wait-until.js';
import type { End } from './killed-end.spec.support.js';
import { Ledger } from './killed-ledger.spec.support.js';
import { names, operate, rotatedName } from './killed-operations.spec.support.js';
import { connectionsOf, requestsTo, rollBack, taken } from './killed-requests.spec.support.js';
import type { HouseState, Secrets } from './killed-state.spec.support.js';
import type { Target } from './killed-target.spec.support.js';

/** One installation whose host is killed, with all its processes, and started again, over and over. */
export class KilledHost {
  readonly #home = temporaryDirectory();
  readonly #ledger = new Ledger(names);
  #session: Record<string, string> | undefined;

  private constructor(
    private readonly main: string,
    private readonly target: Target,
    private readonly port: number,
    private readonly settings: Record<string, string>,
  ) {}

  static async at(main: string, target: Target, settings: Record<string, string>): Promise<KilledHost> {
    return new KilledHost(main, target, await freePort(), settings);
  }

  get interrupted(): Ledger['interrupted'] {
    return this.#ledger.interrupted;
  }

  /** Starts it, looks at what the one before has left, and works until it is killed. */
  async liveAndDie({ early, point }: End): Promise<void> {
    if (early) return this.#dieEarly();
    const host = await this.#start();
    const admin = await this.#enter(host);
    await this.#check(admin);
    const working = operate(requestsTo(admin, this.target.url), this.#ledger).catch(unlessCutOff);
    await sleep(Math.random() * 300);
    if (point === undefined) await host.kill();
    else host.say(point);
    const [signal] = await Promise.all([host.gone, working]);
    assert.equal(signal, 'SIGKILL');
  }

  /** Nothing is left half, and it ends in order. */
  async finish(): Promise<void> {
    const host = await this.#start();
    await this.#check(await this.#enter(host));
    await host.stop();
  }

  /** While it is being started, which may go on with a rotation of the master key. */
  async #dieEarly(): Promise<void> {
    const host = this.#spawn();
    await sleep(Math.random() * 2500);
    await host.kill();
  }

  async #start(): Promise<KillableHost> {
    let host = this.#spawn();
    const isReady = async () => {
      // A session of the killed one may not be gone for the database yet: whoever runs it starts it again.
      if (host.isGone()) host = this.#spawn();
      const answer = await fetch(`${host.url}/api/health/ready`).catch(() => undefined);
      return answer?.status === 200;
    };
    await waitUntil('the host is ready', isReady, 90_000);
    return host;
  }

  #spawn(): KillableHost {
    return startKillableHost(this.main, this.#home, this.port, this.settings);
  }

  async #enter({ url }: KillableHost): Promise<Api> {
    const anonymous = apiOf(url);
    if (this.#session === undefined) {
      const { body } = await taken(anonymous.post('/setup', founder));
      this.#session = { authorization: `Bearer ${String(body['token'])}` };
    }
    return anonymous.with(this.#session);
  }

  async #check(admin: Api): Promise<void> {
    await waitUntil('the rotation of the master key is over', () => isSettled(admin), 60_000);
    const kept = readFileSync(join(this.#home, 'keys', 'master.key'), 'utf8')
      .trim()
      .split('\n');
    assert.ok(kept.length <= 3, `${kept.length} keys are kept`);
    const { body } = await taken(admin.post('/audit/verify'));
    assert.deepEqual([body['ok'], body['firstBad']], [true, null]);
    const { secrets, earlier } = await this.#state(admin);
    this.#ledger.check({ secrets, earlier }, rotatedName);
    const live = earlier[rotatedName];
    if (typeof live !== 'string') return;
    this.#ledger.begin({ [rotatedName]: live });
    this.#ledger.done({ [rotatedName]: live });
  }

  /** As tests send them to the target. What was live before is rolled back to, and so is live after it. */
  async #state(admin: Api): Promise<HouseState> {
    const ids = await connectionsOf(admin);
    const sent: Secrets = {};
    for (const name of names) {
      const id = ids.get(name);
      sent[name] = id === undefined ? null : await this.#sentTo(name, () => test(admin, id));
    }
    const rotated = ids.get(rotatedName);
    const isBack = rotated !== undefined && (await rollBack(admin, rotated));
    return {
      secrets: sent,
      earlier: isBack ? { [rotatedName]: this.target.passwords.get(rotatedName) ?? null } : {},
    };
  }

  /** Asked again until the target was reached: a busy machine may take longer for it than a test may last. */
  async #sentTo(name: string, ask: () => Promise<unknown>): Promise<string | null> {
    const { passwords } = this.target;
    passwords.delete(name);
    const isSent = async () => {
      await ask();
      return passwords.has(name);
    };
    await waitUntil(`the target is asked for "${name}"`, isSent, 90_000);
    return passwords.get(name) ?? null;
  }
}

/** Tests that are too many within a minute are made later. */
async function test(admin: Api, id: string): Promise<void> {
  const answer = await admin.post(`/connections/${id}/test`);
  if (answer.status !== 429) await taken(Promise.resolve(answer));
}

async function isSettled(admin: Api): Promise<boolean> {
  const { keys, plaintext } = (await taken(admin.get('/vault/status'))).body as unknown as VaultStatus;
  if (keys.some(({ state }) => state === 'retiring')) return false;
  const isAstray = ({ state, records }: (typeof keys)[number]) =>
    state !== 'active' && state !== 'prepared' && records > 0;
  assert.deepEqual([keys.filter(isAstray), plaintext], [[], 0]);
  return true;
}

/** The host is killed before it has answered. */
function unlessCutOff(error: unknown): void {
  if (!(error instanceof TypeError)) throw error;
}
