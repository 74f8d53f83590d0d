import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Client } from '@patchbay/contracts';
import {
  type HostileServer,
  hostileServers,
  serveHostile,
  type Serving,
  voiceOf,
} from '@patchbay/plugin-testing';
import { search } from '../support/encodings.js';
import { account, type RunningHost, startHost } from '../support/host-process.js';
import { type HostileTarget, hostileTargets } from '../support/hostile-targets.js';
import { hostPeak, runnerPeak } from '../support/runner-memory.js';
import { filesBelow, spoken } from '../support/sinks.js';

/** The deadline of a test, and what a busy runner may add. */
const mostMs = 10_000 + 1_000;
/** Until the answer is here: this process plays all the servers meanwhile, and looks at its own mail late. */
const mostWaitMs = 60_000;
/** A runner is killed at 256 MB; the host passes messages on and has no reason to grow. */
const mostRunnerBytes = 256 * 1024 * 1024;
const mostHostBytes = 400 * 1024 * 1024;

/** What every secret here begins with: to be found nowhere, in no form. Each goes on differently, as redaction is by value. */
const common = randomBytes(12).toString('hex');

interface Answer {
  outcome: string;
  message: string;
  latencyMs: number;
  waitedMs: number;
}

interface Case {
  target: HostileTarget;
  hostile: HostileServer;
  secret: string;
}

/** Every hostile server against every connector, by the API of a host with its runners, all at the same time. */
describe('hostile servers, tested through a running host', () => {
  const cases = hostileTargets.flatMap((target) =>
    hostileServers.map((hostile, index): Case => ({
      target,
      hostile,
      secret: `${common}-${target.type}-${index}`,
    })),
  );
  const answers = new Map<Case, Answer>();
  const peaks = { host: 0, runner: 0 };
  const servers: Serving[] = [];
  let host: RunningHost;

  before(async () => {
    host = await startHost();
    const callers = await callersOf(host);
    const timer = setInterval(look, 100);
    await Promise.all(
      cases.map(async (each, index) => {
        const caller = callers[index % callers.length] ?? host.api;
        answers.set(each, await test(caller, each));
      }),
    );
    clearInterval(timer);
    look();
  });
  after(async () => {
    for (const server of servers) server.close();
    await host.stop();
    host.remove();
  });

  function look(): void {
    peaks.runner = Math.max(peaks.runner, runnerPeak(host));
    peaks.host = Math.max(peaks.host, hostPeak(host));
  }

  async function test(caller: Client, { target, hostile, secret }: Case): Promise<Answer> {
    const server = await serveHostile(hostile, voiceOf(target.speaks));
    servers.push(server);
    const config = target.config(server.port, secret, hostile.tls ?? false);
    const start = performance.now();
    const {
      outcome,
      latencyMs,
      message = '',
    } = await caller.call('connectionTestUnsaved', {
      body: { type: target.type, config },
    });
    return { outcome, message, latencyMs, waitedMs: performance.now() - start };
  }

  it('cover every connector that talks to a server', async () => {
    const items = await host.api.call('connectorCatalog');
    // One opens a file; the others say what those must show who call here.
    const serverless = ['sqlite', 'basic_auth', 'header_auth', 'jwt_auth'];
    const known = items.map(({ type }) => type).filter((type) => !serverless.includes(type));
    assert.deepEqual(known.sort(), hostileTargets.map(({ type }) => type).sort());
  });

  for (const each of cases) {
    it(`${each.target.type}: one that ${each.hostile.name} is named truthfully and in time`, () => {
      const { outcome, message, latencyMs, waitedMs } =
        answers.get(each) ?? assert.fail('there was no answer');
      const allowed: readonly string[] = each.hostile.outcomes;
      assert.ok(allowed.includes(outcome), `it says ${outcome}: ${message}`);
      assert.ok(latencyMs < mostMs && waitedMs < mostWaitMs, `it took ${latencyMs} ms of ${waitedMs}`);
      assert.doesNotMatch(message, /\p{Cc}/u);
    });
  }

  it('fill the memory of neither the host nor a runner', () => {
    assert.ok(peaks.runner < mostRunnerBytes, `a runner used ${peaks.runner} bytes`);
    assert.ok(peaks.host < mostHostBytes, `the host used ${peaks.host} bytes`);
  });

  it('leave no runner behind that died of them', () => {
    const log = readFileSync(join(host.dataDirectory, 'logs', 'host.log'), 'utf8');
    assert.doesNotMatch(log, /runner-crashed|runner-out-of-memory|runner-hung/u);
  });

  it('get no secret into an answer, a record or a log by saying it back', async () => {
    const echo = hostileServers.find(({ name }) => name.startsWith('says back')) ?? assert.fail();
    for (const target of hostileTargets) {
      const server = await serveHostile(echo, voiceOf(target.speaks));
      servers.push(server);
      const config = target.config(server.port, `${common}-saved-${target.type}`, false);
      const { id } = await host.api.call('connectionCreate', {
        body: { type: target.type, name: target.type, config },
      });
      await host.api.call('connectionTest', { params: { id } });
      const { items } = await host.api.call('connectionTests', { params: { id } });
      assert.equal(items.length, 1);
    }
    const places = [...filesBelow(host.dataDirectory), ...spoken(host)];
    assert.deepEqual(search(places, new Map([['secret', common]])), []);
  });
});

/** Tests are limited to sixty a minute for each user, so several share them. */
async function callersOf({ api, as }: RunningHost): Promise<Client[]> {
  const [project] = (await api.call('projectList')).items;
  const projectId = project?.id ?? assert.fail('there is no project');
  const others = ['one', 'two', 'three'].map(async (name) => {
    const login = { email: `${name}@example.com`, password: account.password };
    await api.call('userCreate', {
      body: { ...login, name, memberships: [{ projectId, role: 'designer' }] },
    });
    return as((await api.call('login', { body: login })).token);
  });
  return [api, ...(await Promise.all(others))];
}
