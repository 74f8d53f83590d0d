import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { describe, it } from 'node:test';
import { exitCodes } from '@patchbay/protocol';

const main = new URL('../main.js', import.meta.url).pathname;

/** How a runner ends that gets this as the content of a frame. */
async function endAfter(content: string): Promise<{ code: number | null; words: string }> {
  const child = spawn(process.execPath, [main], { env: {}, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  const [, , stderr, channel] = child.stdio as unknown as [null, null, Duplex, Duplex];
  let words = '';
  stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(Buffer.byteLength(content));
  channel.on('error', () => undefined).resume();
  channel.write(Buffer.concat([head, Buffer.from(content)]));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, words };
}

describe('a runner that refuses a message', () => {
  it('says why, without the content of the message, and ends with a code of its own', async () => {
    const { code, words } = await endAfter('{"type":"run.cancel","runId":4711}');
    assert.equal(code, exitCodes.messageRefused);
    assert.equal(words, 'A message of type run.cancel does not have the form it must have.\n');
  });
});
