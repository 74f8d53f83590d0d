import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type EchoServer, startEchoServer } from '../support/echo-server.js';
import { callGuarded } from '../support/call-guarded.js';
import { encodingsOf, search } from '../support/encodings.js';
import {
  account,
  kill,
  makeHome,
  processTree,
  type RunningHost,
  startHost,
} from '../support/host-process.js';
import { type MailServer, startMailServer } from '../support/mail-server.js';
import { patternUsing } from '../support/pattern-using.js';
import { plantLogins } from '../support/plant-logins.js';
import { planting } from '../support/planting.js';
import { serverOf } from '../support/server-of.js';
import { typeIntoNode } from '../support/type-into-node.js';
import { startSlowRun, waitForFailure } from '../support/slow-run.js';
import { sendThroughFiles } from '../support/through-files.js';
import { filesBelow, type Place, processFacts, spoken } from '../support/sinks.js';

/**
 * Twenty secrets go through everything that a host does with secrets. Afterwards no file, log, answer, record,
 * environment or argument list may hold any of them in any form.
 */
describe('planted secrets', () => {
  const secrets = new Map<string, string>();
  const { plant, plantHeader, plantUrl, plantKey } = planting(secrets);
  const places: Place[] = [];
  const outcomes = new Map<string, string>();
  let echo: EchoServer;
  let mail: MailServer;
  let host: RunningHost;
  const home = makeHome();
  const masterKey = randomBytes(32).toString('base64');

  before(async () => {
    echo = await startEchoServer();
    mail = await startMailServer();
    secrets.set('masterKey', masterKey);
    secrets.set('adminPassword', account.password);
    host = await start();
    await useEverything();
  });

  after(async () => {
    await host.stop('SIGKILL');
    echo.close();
    await mail.close();
    rmSync(home, { recursive: true, force: true });
  });

  const start = (keys: Record<string, string> = { PATCHBAY_MASTER_KEY: masterKey }) =>
    startHost({
      home,
      env: {
        ...keys,
        PATCHBAY_ADMIN_EMAIL: account.email,
        PATCHBAY_ADMIN_PASSWORD: account.password,
        PATCHBAY_EXPORT_SECRETS: 'admin',
      },
    });

  /** The session token of each login is a secret too; it is answered once, to whoever logs in. */
  const look = () => {
    places.push(...processFacts(host.pid), ...filesBelow(join(home, 'data')), ...spoken(host));
  };

  async function useEverything(): Promise<void> {
    const ids = await createConnections();
    for (const id of ids) {
      await host.api.call('connectionTest', { params: { id } });
      await host.api.call('connectionGet', { params: { id } });
    }
    look();
    for (const id of ids) await runThrough(id);
    const typedIn = { ...postgres(), password: plant('inline'), tls: 'off' };
    outcomes.set('Typed into a node', await typeIntoNode(host.api, typedIn));
    await failUnsaved();
    await sendThroughFiles(host, planting(secrets));
    await plantLogins(host, secrets, planting(secrets));
    await callGuarded(host, planting(secrets));
    look();
    await crashRunner(ids[0] ?? '');
    await crashHost(ids[0] ?? '');
    await refuseWrongKey();
    await rotateMasterKey();
  }

  async function createConnections(): Promise<string[]> {
    const headers = (name: string) => ({
      'x-first': plantHeader(`${name}First`),
      'x-second': plantHeader(`${name}Second`),
    });
    const configs: [string, string, Record<string, unknown>][] = [
      [
        'Bearer',
        'http',
        {
          baseUrl: echo.url,
          authType: 'bearer',
          authToken: plantHeader('bearer'),
          headers: headers('bearer'),
        },
      ],
      [
        'Basic',
        'http',
        {
          baseUrl: echo.url,
          authType: 'basic',
          username: 'someone',
          password: plant('basic'),
          headers: headers('basic'),
        },
      ],
      [
        'Key',
        'http',
        {
          baseUrl: echo.url,
          authType: 'apiKey',
          apiKeyHeader: 'x-api-key',
          apiKeyValue: plantHeader('apiKey'),
          headers: headers('apiKey'),
        },
      ],
      [
        'In the URL',
        'webhook',
        { url: `${echo.url}/hook?access_token=${plantUrl('urlToken')}`, authType: 'none' },
      ],
      ['In the mail', 'smtp', mailbox('relay', plant('mailPassword'))],
      // The server says this one's password back.
      ['In the refused mail', 'smtp', mailbox('refused', plant('refusedMailPassword'))],
      ['Headers alone', 'http', { baseUrl: echo.url, authType: 'none', headers: headers('plain') }],
      [
        'Nobody listens',
        'postgresql',
        {
          host: '127.0.0.1',
          port: 1,
          database: 'x',
          username: 'x',
          password: plant('unreachable'),
          tls: 'off',
        },
      ],
      ['Wrong password', 'postgresql', { ...postgres(), password: plant('wrongPassword'), tls: 'off' }],
      [
        'Right password',
        'postgresql',
        {
          ...postgres(),
          database: '={{ $self.username }}',
          password: rightPassword(),
          tls: 'off',
          tlsKey: plantKey('clientKey'),
        },
      ],
    ];
    const ids: string[] = [];
    for (const [name, type, config] of configs) {
      ids.push((await host.api.call('connectionCreate', { body: { name, type, config } })).id);
    }
    return ids;
  }

  function mailbox(username: string, password: string): Record<string, unknown> {
    const server = { host: '127.0.0.1', port: mail.port, encryption: 'none' };
    return { ...server, username, password, fromAddress: 'canary@example.test' };
  }

  function rightPassword(): string {
    const password = postgres().password;
    secrets.set('rightPassword', password);
    return password;
  }

  async function runThrough(id: string): Promise<void> {
    const { type, name } = await host.api.call('connectionGet', { params: { id } });
    const paths: Record<string, string[]> = { http: ['/ok', '/fail'] };
    for (const path of paths[type] ?? ['']) {
      const pattern = await host.api.call('patternCreate', {
        body: patternUsing(`${name} ${path}`, type, id, path),
      });
      const run = await host.api.call('patternRun', { params: { id: pattern.id }, body: { wait: true } });
      const { status } = await host.api.call('runGet', { params: { id: run.id } });
      outcomes.set(`${name} ${path}`.trim(), status);
    }
  }

  async function failUnsaved(): Promise<void> {
    await host.api.call('connectionTestUnsaved', {
      body: {
        type: 'http',
        config: { baseUrl: `${echo.url}/fail`, authType: 'bearer', authToken: plantHeader('unsaved') },
      },
    });
    // A secret in a place where none belongs must not come back in the error either.
    await host.api
      .call('connectionCreate', {
        body: { name: 'Bad', type: 'http', config: { baseUrl: 7, password: plant('misplaced') } },
      })
      .then(
        () => assert.fail('it was accepted'),
        () => undefined,
      );
  }

  async function crashRunner(id: string): Promise<void> {
    const run = await startSlowRun(host, 'Slow before the runner is killed', id);
    for (const pid of processTree(host.pid).slice(1)) kill(pid);
    await waitForFailure(host, run);
    look();
  }

  async function crashHost(id: string): Promise<void> {
    await startSlowRun(host, 'Slow before the host is killed', id);
    look();
    await host.stop('SIGKILL');
    places.push(...filesBelow(join(home, 'data')));
    host = await start();
    look();
  }

  async function refuseWrongKey(): Promise<void> {
    await host.stop();
    const wrong = randomBytes(32).toString('base64');
    secrets.set('wrongMasterKey', wrong);
    const refused = await startHost({ home, env: { PATCHBAY_MASTER_KEY: wrong } }).then(
      () => assert.fail('a wrong key was accepted'),
      (error: unknown) => String(error),
    );
    assert.match(refused, /sealed with the key [0-9a-f]{32}, the key found is [0-9a-f]{32}/);
    places.push({ where: 'the refusal', bytes: Buffer.from(refused) }, ...filesBelow(join(home, 'data')));
    host = await start();
    look();
  }

  async function rotateMasterKey(): Promise<void> {
    await host.stop();
    const next = randomBytes(32).toString('base64');
    secrets.set('nextMasterKey', next);
    host = await start({ PATCHBAY_MASTER_KEY: next, PATCHBAY_MASTER_KEY_PREVIOUS: masterKey });
    const rotation = await host.api.call('vaultRotate', { body: {} });
    assert.equal('left' in rotation && rotation.left, 0);
    await host.api.call('vaultStatus');
    await host.api.call('vaultBackfill', { body: {} });
    look();
  }

  it('were planted, and really used', () => {
    assert.ok(secrets.size >= 20, `${secrets.size} secrets`);
    for (const name of ['bearer', 'basic', 'apiKey', 'bearerFirst', 'plainSecond', 'unsaved', 'urlToken']) {
      assert.ok(echo.seen.has(secrets.get(name) ?? ''), `${name} never arrived at the server`);
    }
    for (const name of ['mailPassword', 'refusedMailPassword']) {
      assert.ok(mail.passwords.has(secrets.get(name) ?? ''), `${name} never arrived at the mail server`);
    }
    for (const name of ['Bearer /ok', 'In the URL', 'In the mail', 'Right password']) {
      assert.equal(outcomes.get(name), 'success', name);
    }
    assert.equal(outcomes.get('In the refused mail'), 'failed');
    assert.equal(outcomes.get('Typed into a node'), 'failed');
    for (const searched of ['patchbay.sqlite', 'host.log', 'environ', 'cmdline']) {
      assert.ok(
        places.some(({ where }) => where.endsWith(searched)),
        `${searched} was searched`,
      );
    }
  });

  it('are nowhere', () => {
    assert.deepEqual(
      [...new Set(search(places, secrets).map((hit) => `${hit.secret} as ${hit.encoding} in ${hit.where}`))],
      [],
    );
  });

  it('would have been found', () => {
    const planted = join(home, 'data', 'planted.txt');
    for (const text of Object.values(encodingsOf(secrets.get('bearer') ?? ''))) {
      writeFileSync(planted, `harmless words, then ${text} and more`);
      assert.ok(
        search(filesBelow(join(home, 'data')), secrets).some(({ where }) => where === planted),
        text,
      );
    }
  });
});

const postgres = () => serverOf('TEST_POSTGRES_URL');
