import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { encodeFrame, FrameReader } from './frames.js';
import { maxFrameBytes } from './limits.js';

const texts = (reader: FrameReader, chunk: Buffer) =>
  [...reader.push(chunk)].map((frame) => frame.toString());

describe('frames', () => {
  it('reads many messages that came in one write', () => {
    const bytes = Buffer.concat([{ a: 1 }, { b: 'ü€😀' }, { c: [] }].map(encodeFrame));
    assert.deepEqual(texts(new FrameReader(), bytes), ['{"a":1}', '{"b":"ü€😀"}', '{"c":[]}']);
  });

  it('reads a message that comes byte by byte, header included', () => {
    const reader = new FrameReader();
    const seen = [...encodeFrame({ text: '€€' })].flatMap((byte) => texts(reader, Buffer.from([byte])));
    assert.deepEqual(seen, ['{"text":"€€"}']);
  });

  it('refuses a huge length at the header, before anything of it is held', () => {
    const header = Buffer.alloc(4);
    header.writeUInt32BE(maxFrameBytes + 1);
    assert.throws(() => texts(new FrameReader(), header), { code: 'message-invalid' });
  });

  it('refuses an empty frame', () => {
    assert.throws(() => texts(new FrameReader(), Buffer.alloc(4)), { code: 'message-invalid' });
  });

  it('takes a frame of exactly the limit and refuses to send a larger one', () => {
    const room = maxFrameBytes - Buffer.byteLength('{"a":""}');
    const frame = encodeFrame({ a: 'x'.repeat(room) });
    assert.equal([...new FrameReader().push(frame)][0]?.length, maxFrameBytes);
    assert.throws(() => encodeFrame({ a: 'x'.repeat(room + 1) }), { code: 'payload-too-large' });
  });

  it('joins a large frame once, not once per chunk', () => {
    const frame = encodeFrame({ a: 'x'.repeat(8 * 1024 * 1024) });
    const reader = new FrameReader();
    const before = process.cpuUsage();
    for (let at = 0; at < frame.length; at += 1024)
      for (const each of reader.push(frame.subarray(at, at + 1024))) assert.ok(each);
    // Joining at every one of the 8,192 chunks copies 32 GiB and takes several seconds.
    const { user, system } = process.cpuUsage(before);
    assert.ok(user + system < 1_500_000, `${user + system} µs`);
  });

  it('fills no memory with a frame that comes byte by byte and never ends', async () => {
    // A million objects would be several times of what this process may have.
    const script = `
      const { FrameReader } = await import(${JSON.stringify(new URL('frames.js', import.meta.url).href)});
      const reader = new FrameReader();
      const send = (byte) => [...reader.push(Buffer.alloc(1, byte))];
      for (const byte of [1, 0, 0, 0]) send(byte);
      for (let sent = 0; sent < 1_000_000; sent += 1) send(0x20);`;
    const options = ['--max-old-space-size=48', '--input-type=module', '-e', script];
    await promisify(execFile)(process.execPath, options);
  });

  it('reads what comes in chunks of all sizes', () => {
    const sent = Array.from({ length: 40 }, (_, index) => ({ text: `${index}`.repeat(index * 50) }));
    const bytes = Buffer.concat(sent.map(encodeFrame));
    const reader = new FrameReader();
    const seen: string[] = [];
    for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 7) % 9_001) + 1)
      seen.push(...texts(reader, bytes.subarray(at, at + size)));
    assert.deepEqual(
      seen,
      sent.map((each) => JSON.stringify(each)),
    );
  });
});
