import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FrameCheck } from './frame-check.js';

function message(letter: string, body: string, length = body.length + 4): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}
const good = Buffer.concat([
  message('D', 'row'),
  message('1', ''),
  message('E', 'SERROR\0Mtext\0\0'),
  message('N', '\0'),
  message('Z', 'I'),
]);

describe('the check of message boundaries', () => {
  it('lets through what servers send, however it is cut', () => {
    for (let size = 1; size <= good.length; size += 1) {
      const frames = new FrameCheck();
      for (let at = 0; at < good.length; at += size) frames.check(good.subarray(at, at + size));
    }
  });

  for (const [what, bytes] of [
    ['an error without its last zero', message('E', 'SERROR\0')],
    ['an error whose text has no end', message('E', 'SERROR')],
    ['an empty error', message('E', '')],
    ['a notice without an end', message('N', 'SNOTICE\0')],
    ['a length below that of the length itself', message('D', 'x', 3)],
    ['an error of a gigabyte', message('E', 'S', 0x3fff_ffff)],
  ] as const) {
    it(`ends at ${what}`, () => assert.throws(() => new FrameCheck().check(Buffer.concat([good, bytes]))));
  }
});
