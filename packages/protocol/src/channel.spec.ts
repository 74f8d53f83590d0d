import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { describe, it } from 'node:test';
import { type Duplex, duplexPair } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { PatchbayError } from '@patchbay/errors';
import type { Channel } from './channel.js';
import { hostChannel, runnerChannel } from './ends.js';
import { encodeFrame } from './frames.js';
import { runnerMessages, type HostMessage, type RunnerMessage } from './messages.js';
import { samples } from './samples.spec.data.js';

interface Host {
  channel: Channel<RunnerMessage, HostMessage>;
  seen: RunnerMessage[];
  closed: Promise<PatchbayError | undefined>;
}

function hostOn(stream: Duplex): Host {
  const seen: RunnerMessage[] = [];
  let channel: Host['channel'] | undefined;
  const closed = new Promise<PatchbayError | undefined>((resolve) => {
    channel = hostChannel(stream, { onMessage: (message) => seen.push(message), onClose: resolve });
  });
  assert.ok(channel);
  return { channel, seen, closed };
}

/** What the host makes of bytes that a runner wrote. */
async function received(
  ...chunks: Buffer[]
): Promise<{ seen: RunnerMessage[]; problem: PatchbayError | undefined }> {
  const [near, far] = duplexPair();
  const { seen, closed } = hostOn(near);
  far.on('error', () => undefined).resume();
  for (const chunk of chunks) far.write(chunk);
  far.end();
  return { seen, problem: await closed };
}

describe('a channel', () => {
  it('carries every message both ways, unchanged', async () => {
    const [near, far] = duplexPair();
    const host = hostOn(near);
    const seenByRunner: HostMessage[] = [];
    const runner = runnerChannel(far, {
      onMessage: (message) => seenByRunner.push(message),
      onClose: () => undefined,
    });
    for (const sample of samples) {
      // Each side refuses what only itself may say, so each sample goes the one way it may.
      if (Object.hasOwn(runnerMessages, sample.type)) runner.send(sample as RunnerMessage);
      else host.channel.send(sample as HostMessage);
    }
    const isAll = () => seenByRunner.length + host.seen.length === samples.length;
    for (let turn = 0; turn < 1000 && !isAll(); turn += 1) await setImmediate();
    assert.deepEqual([...seenByRunner, ...host.seen], samples);
  });

  it('sends everything of one turn in one write', async () => {
    const [near, far] = duplexPair();
    let writes = 0;
    far.on('data', () => (writes += 1));
    const { channel } = hostOn(near);
    const corks: number[] = [];
    const uncork = near.uncork.bind(near);
    near.uncork = () => {
      corks.push(near.writableLength);
      uncork();
    };
    for (let sequence = 0; sequence < 100; sequence += 1) channel.send({ type: 'ping', sequence });
    assert.equal(writes, 0);
    await setImmediate();
    assert.deepEqual(corks.length, 1);
    assert.ok((corks[0] ?? 0) > 100);
  });

  it('says when the other side does not keep up, and when it has caught up', async () => {
    const [near, far] = duplexPair();
    const { channel } = hostOn(near);
    let more = true;
    for (let sequence = 0; more; sequence += 1) more = channel.send({ type: 'ping', sequence });
    assert.ok(channel.queuedBytes > 0);
    far.resume();
    await channel.drained();
    assert.equal(channel.queuedBytes, 0);
  });

  it('ends when the handler refuses a message, and hands on nothing after it', async () => {
    const [near, far] = duplexPair();
    let count = 0;
    const problem = await new Promise<PatchbayError | undefined>((resolve) => {
      hostChannel(near, {
        onMessage: () => {
          count += 1;
          throw new PatchbayError('message-invalid', 'forged');
        },
        onClose: resolve,
      });
      far.write(
        Buffer.concat([
          encodeFrame({ type: 'pong', sequence: 1 }),
          encodeFrame({ type: 'pong', sequence: 2 }),
        ]),
      );
    });
    assert.equal(problem?.detail, 'forged');
    assert.equal(count, 1);
  });

  it('refuses what only the host may say, types inherited from Object, and undeclared members', async () => {
    const strange = [
      { type: 'ping', sequence: 1 },
      { type: 'constructor' },
      { type: 'toString' },
      { type: 1 },
      [],
      null,
      'pong',
      { type: 'pong', sequence: 1, extra: true },
      { type: 'pong', sequence: '1' },
      { type: 'pong' },
    ];
    for (const each of strange) {
      const { seen, problem } = await received(encodeFrame(each as object));
      assert.equal(problem?.code, 'message-invalid', JSON.stringify(each));
      assert.deepEqual(seen, []);
    }
  });

  it('never quotes a refused message, which may hold secrets', async () => {
    const { problem } = await received(encodeFrame({ type: 'pong', sequence: 'hunter2', hunter2: 1 }));
    assert.ok(
      problem && !JSON.stringify([problem.message, problem.detail, problem.stack]).includes('hunter2'),
    );
  });

  it('survives 2,000 hostile streams: random bytes, cut, changed and wrongly announced frames', async () => {
    const valid = Buffer.concat(samples.map((sample) => encodeFrame(sample)));
    for (let round = 0; round < 2000; round += 1) {
      const { seen, problem } = await received(...hostile(valid, round % 4));
      assert.ok(problem === undefined || problem.code === 'message-invalid');
      for (const message of seen) assert.equal(typeof message.type, 'string');
    }
  });
});

function hostile(valid: Buffer, kind: number): Buffer[] {
  if (kind === 0) return [randomBytes(randomInt(1, 400))];
  if (kind === 1) return [valid.subarray(0, randomInt(valid.length))];
  if (kind === 2) return [Buffer.from([0, 0, 0, randomInt(1, 255)]), randomBytes(300)];
  const changed = Buffer.from(valid);
  for (let times = 0; times < 3; times += 1) changed[randomInt(changed.length)] = randomInt(256);
  const at = randomInt(changed.length);
  return [changed.subarray(0, at), changed.subarray(at)];
}
