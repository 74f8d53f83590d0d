import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { isPatchbayError, type PatchbayError } from '@patchbay/errors';
import { Value } from '@sinclair/typebox/value';
import { FormatRegistry, type TSchema } from '@sinclair/typebox';
import { Channel, type Checks } from './channel.js';
import { hostMessageChecks, runnerMessageChecks } from './checks.js';
import { encodeFrame } from './frames.js';
import { hostMessages, runnerMessages } from './messages.js';
import { samples } from './samples.spec.data.js';

/** Numbers below `below`, always the same ones for a seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Random = (below: number) => number;

/** Ways to change the bytes of a frame. */
const mutations: readonly ((frame: Buffer, random: Random) => Buffer)[] = [
  (frame, random) => {
    const changed = Buffer.from(frame);
    changed[random(changed.length)] = random(256);
    return changed;
  },
  (frame, random) => frame.subarray(0, random(frame.length)),
  (frame, random) => Buffer.concat([frame, frame.subarray(random(frame.length))]),
  (frame, random) => {
    const at = random(frame.length);
    return Buffer.concat([frame.subarray(0, at), frame.subarray(at + 1 + random(8))]);
  },
  (frame, random) => {
    const at = 4 + random(frame.length - 4);
    return reframed(Buffer.concat([frame.subarray(4, at), Buffer.from([random(256)]), frame.subarray(at)]));
  },
  (frame, random) => {
    const pieces = ['null', '-1', '1e999', '"x"', '{}', '[]', 'true', '"\\ud800"', '__proto__', ','];
    const at = 4 + random(frame.length - 4);
    const piece = Buffer.from(pieces[random(pieces.length)] ?? '');
    return reframed(Buffer.concat([frame.subarray(4, at), piece, frame.subarray(at + random(6))]));
  },
];

function reframed(content: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(content.length);
  return Buffer.concat([header, content]);
}

interface Heard {
  messages: { type: string }[];
  problem: PatchbayError | undefined;
}

async function feed(checks: Checks, bytes: Buffer): Promise<Heard> {
  const heard: Heard = { messages: [], problem: undefined };
  const stream = new PassThrough();
  // A broken frame ends the channel; nothing may be thrown, which would be an uncaught exception of the host.
  new Channel(stream, checks, {
    onMessage: (message) => heard.messages.push(message),
    onClose: (problem) => (heard.problem = problem),
  });
  stream.write(bytes);
  await setImmediate();
  stream.destroy();
  return heard;
}

describe('mutated messages', () => {
  FormatRegistry.Set('date-time', (text) => !Number.isNaN(Date.parse(text)));
  const sides = [
    { side: 'host', checks: runnerMessageChecks, schemas: runnerMessages as Record<string, TSchema> },
    { side: 'runner', checks: hostMessageChecks, schemas: hostMessages as Record<string, TSchema> },
  ];
  for (const { side, checks, schemas } of sides) {
    it(`never crash the ${side}, and none is taken that does not have its form`, async () => {
      const own = samples.filter(({ type }) => Object.hasOwn(schemas, type));
      const random = randomOf(20_261_121);
      let refused = 0;
      let taken = 0;
      for (let round = 0; round < 6000; round += 1) {
        let frame = encodeFrame(own[random(own.length)] ?? {});
        for (let times = 0; times <= random(3) && frame.length > 5; times += 1)
          frame = mutations[random(mutations.length)]?.(frame, random) ?? frame;
        const { messages, problem } = await feed(checks, frame);
        for (const message of messages)
          assert.ok(isValid(schemas, message), `round ${round}: ${message.type}`);
        assert.ok(problem === undefined || (isPatchbayError(problem) && problem.code === 'message-invalid'));
        refused += Number(problem !== undefined);
        taken += messages.length;
      }
      // Most mutations break something; some, as a changed letter within a text, do not.
      assert.ok(refused > 2000 && taken > 200, `${refused} refused, ${taken} taken`);
    });

    it(`end the channel of the ${side} for good: what is valid behind them is not taken`, async () => {
      const good = encodeFrame(samples.find(({ type }) => Object.hasOwn(schemas, type)) ?? {});
      const { messages, problem } = await feed(checks, Buffer.concat([reframed(Buffer.from('{}')), good]));
      assert.deepEqual([messages.length, problem?.code], [0, 'message-invalid']);
    });
  }
});

/** By another implementation than the one under test. */
function isValid(schemas: Record<string, TSchema>, message: { type: string }): boolean {
  const schema = schemas[message.type];
  return schema !== undefined && Value.Check(schema, message);
}
