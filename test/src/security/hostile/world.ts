import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type EchoServer, startEchoServer } from '../../support/echo-server.js';
import { type RunningHost, startHost } from '../../support/host-process.js';
import { runStep, type StepRun } from '../../support/run-step.js';

/** What a technique got, or the code of the error that it met instead. */
export type Tried = Record<string, { got?: unknown; refused?: string }>;

/** A real host with a hostile plugin, and a victim: a connection and a pattern of the same project. */
export interface World {
  host: RunningHost;
  /** How the host keeps runners apart on this machine. */
  rung: string;
  /** Whether runners have no network of their own there. */
  separated: boolean;
  plugin: string;
  masterKey: string;
  /** Secret of the victim's connection. */
  secret: string;
  victimId: string;
  echo: EchoServer;
  /** A process of the host's user that is not the host. */
  bystander: ChildProcess;
  attempt(technique: string, target?: object, connections?: Record<string, string>): Promise<StepRun>;
  /** What the technique returned; fails when its run failed. */
  find(technique: string, target?: object, connections?: Record<string, string>): Promise<unknown>;
  /** The victim's pattern runs through; the host, its key and the connection work still. */
  victimWorks(): Promise<void>;
  close(): Promise<void>;
}

const techniques = fileURLToPath(new URL('../../../src/security/hostile/plugin', import.meta.url));
const secret = 'victim-6c1f-secret-of-another-run';

export async function openWorld(env: Record<string, string> = {}): Promise<World> {
  // A copy, since some techniques try to write into it; readable for the users of runners.
  const plugin = mkdtempSync(join(tmpdir(), 'patchbay-techniques-'));
  chmodSync(plugin, 0o755);
  cpSync(techniques, plugin, { recursive: true });
  const echo = await startEchoServer();
  const host = await startHost({ env: { PATCHBAY_PLUGINS: plugin, ...env } });
  const bystander = spawn('/bin/sleep', ['600'], { env: { PLANTED: secret } });
  const config = { baseUrl: echo.url, authType: 'bearer', authToken: secret };
  const { id: victimId } = await host.api.call('connectionCreate', {
    body: { name: 'Victim', type: 'http', config },
  });
  const { isolation } = await host.api.call('healthReady');
  const attempt: World['attempt'] = (technique, target = {}, connections = {}) =>
    runStep(host, {
      type: 'techniques.try',
      parameters: { technique, target },
      connections,
    });
  return {
    host,
    rung: isolation?.rung ?? '',
    separated: isolation?.network.separated === true,
    plugin,
    masterKey: readFileSync(join(host.home, '.config/patchbay/master.key'), 'utf8').trim(),
    secret,
    victimId,
    echo,
    bystander,
    attempt,
    find: async (...of) => {
      const run = await attempt(...of);
      assert.equal(run.status, 'success', JSON.stringify(run.error));
      return run.steps[1]?.outputs.main?.[0]?.json.found;
    },
    victimWorks: async () => {
      const run = await runVictim(host, victimId);
      assert.equal(run.status, 'success', JSON.stringify(run.error));
    },
    close: async () => {
      bystander.kill('SIGKILL');
      await host.stop();
      echo.close();
      host.remove();
      rmSync(plugin, { recursive: true, force: true });
    },
  };
}

export function runVictim(host: RunningHost, connection: string): Promise<StepRun> {
  const parameters = { method: 'GET', url: '/' };
  return runStep(host, { type: 'core.httpRequest', parameters, connections: { connection } });
}

/** Of what was tried, what worked. */
export function gotten(found: unknown): string[] {
  return Object.entries(found as Tried)
    .filter(([, { got }]) => got !== undefined)
    .map(([target, { got }]) => `${target}: ${String(got).slice(0, 100)}`);
}

/** Rungs at which a runner has a root directory and a process table of its own. */
export const isRoomOfItsOwn = ({ rung }: World) => rung.startsWith('namespaces');

/** Neither the key nor the victim's secret is in what a technique brought home. */
export function assertNoSecret({ masterKey }: World, found: unknown): void {
  const text = JSON.stringify(found);
  for (const value of [masterKey, secret, Buffer.from(secret).toString('base64')])
    assert.ok(!text.includes(value), 'a technique found a secret');
}
