import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { PatchbayError } from '@patchbay/plugin-sdk';
import { echoConnector, SpecBroker, type EchoClient, type Journal } from '../spec/connector.js';
import { catalogOf, runtimeOf } from '../spec/kit.js';

const secret = 'hunter2-correct-horse';
const never = new AbortController().signal;
const pool = { poolSize: 1, maxOverflow: 0, poolRecycle: 60 };

function setUp(test: (client: EchoClient, signal: AbortSignal) => Promise<void>, open?: () => Promise<void>) {
  const journal: Journal = { opened: [], closed: 0 };
  const connector = echoConnector(journal, { test, ...(open ? { open } : {}) });
  const runtime = runtimeOf({ broker: new SpecBroker({}), catalog: catalogOf([], [connector]) });
  const check = (
    config: Record<string, unknown> = { host: 'echo.example' },
    deadlineMs = 5_000,
    signal = never,
  ) =>
    runtime.test(
      { connectorType: 'parrot', config: { password: secret, ...config }, pool },
      { signal, deadlineMs },
    );
  return { journal, runtime, check };
}

const failsWith = (error: unknown) =>
  setUp(() => {
    throw error;
  }).check();
const coded = (code: string) => Object.assign(new Error(`boom ${secret}`), { code });

describe('test of a connection', () => {
  it('succeeds on a client of its own, which it closes', async () => {
    const { journal, check } = setUp(() => Promise.resolve());
    const result = await check();
    assert.equal(result.outcome, 'ok');
    assert.ok(result.latencyMs >= 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([journal.opened.length, journal.closed], [1, 1]);
  });

  it('names every failure', async () => {
    const expected: [unknown, string][] = [
      [new PatchbayError('connect-auth-failed'), 'authFailed'],
      [new PatchbayError('connect-unreachable'), 'unreachable'],
      [new PatchbayError('connect-timeout'), 'timeout'],
      [new PatchbayError('connect-tls'), 'tls'],
      [new PatchbayError('egress-refused'), 'refusedByPolicy'],
      [new PatchbayError('file-not-allowed'), 'refusedByPolicy'],
      [new PatchbayError('connect-protocol'), 'protocol'],
      [new PatchbayError('connect-unsupported'), 'unsupported'],
      [coded('ECONNREFUSED'), 'unreachable'],
      [coded('ENOTFOUND'), 'unreachable'],
      [coded('ETIMEDOUT'), 'timeout'],
      [coded('SELF_SIGNED_CERT_IN_CHAIN'), 'tls'],
      [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls'],
      [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls'],
      [new AggregateError([coded('ECONNREFUSED')]), 'unreachable'],
      [coded('28P99'), 'protocol'],
      [`text ${secret}`, 'protocol'],
      [null, 'protocol'],
    ];
    for (const [error, outcome] of expected)
      assert.equal((await failsWith(error)).outcome, outcome, String(error));
  });

  it('shows no words of an unknown error and no secret of a known one', async () => {
    const unknown = await failsWith(
      Object.assign(new Error(`server said ${secret}`), { code: 'XX000', url: `x://${secret}@y` }),
    );
    assert.equal(unknown.message, 'The server or its driver failed in a way that is not known (XX000).');
    const known = await failsWith(
      new PatchbayError('connect-auth-failed', `user a with ${secret} was refused`),
    );
    assert.equal(known.message, 'user a with [redacted] was refused');
  });

  it('ends at its deadline although the connector hangs, in the test or in opening', async () => {
    const hang = () => new Promise<void>(() => undefined);
    for (const { check } of [setUp(hang), setUp(() => Promise.resolve(), hang)]) {
      const result = await check({ host: 'x' }, 40);
      assert.equal(result.outcome, 'timeout');
      assert.ok(result.latencyMs < 2_000);
    }
  });

  it('passes the deadline on to the connector by the signal', async () => {
    let aborted = false;
    const { check } = setUp(
      (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error(String((aborted = true))))),
        ),
    );
    await check({ host: 'x' }, 30);
    assert.equal(aborted, true);
  });

  it('cuts the sockets of a test that is over', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const ended = new Promise((resolve) =>
      server.once('connection', (socket) => socket.once('close', resolve)),
    );
    const { check } = setUp(async ({ context }) => {
      await context.egress.connect({ host: '127.0.0.1', port });
      await new Promise(() => undefined);
    });
    assert.equal((await check({ host: '127.0.0.1', port }, 200)).outcome, 'timeout');
    await ended;
    server.close();
  });

  it('says that a connector is not there', async () => {
    const { runtime } = setUp(() => Promise.resolve());
    assert.equal(
      (await runtime.test({ connectorType: 'nothing', config: {}, pool }, { signal: never })).outcome,
      'unsupported',
    );
  });
});
