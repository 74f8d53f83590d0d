import { connect } from 'node:net';
import { readAnswer } from './read-answer.js';

export interface ClientOptions {
  port: number;
  request: Buffer;
  /** What a right answer holds. */
  expect: Buffer;
  /** Told how long each answer took, in milliseconds; false ends the client. */
  onAnswer: (took: number) => boolean;
}

/** Every socket of the process reads into it: what came is used up before the next read. */
const readInto = Buffer.allocUnsafe(64 * 1024);

/** One keep-alive connection with one request at a time. Rejects on an answer that is not right. */
export function client({ port, request, expect, onAnswer }: ClientOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    let held: Buffer | undefined;
    let sentAt = 0;
    const callback = (bytes: number): boolean => {
      const chunk = readInto.subarray(0, bytes);
      const soFar = held ? Buffer.concat([held, chunk]) : chunk;
      const answer = readAnswer(soFar);
      held = answer ? undefined : Buffer.from(soFar);
      if (!answer) return true;
      const took = performance.now() - sentAt;
      if (answer.status !== 200 || !answer.body.includes(expect))
        socket.destroy(new Error(`Wrong answer: ${soFar.toString().slice(0, 600)}`));
      else if (onAnswer(took)) send();
      else socket.end();
      return true;
    };
    const socket = connect({
      host: '127.0.0.1',
      port,
      noDelay: true,
      onread: { buffer: readInto, callback },
    });
    const send = () => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on('connect', send).on('error', reject);
    socket.on('close', () => (held ? reject(new Error('The server hung up in an answer')) : resolve()));
  });
}
