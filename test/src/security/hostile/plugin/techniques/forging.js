import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const channel = 3;

/** Sends raw bytes, given in base64, then waits for what the host makes of them. */
export const bytes = ({ parts, times = 1 }) => {
  for (let round = 0; round < times; round += 1) for (const part of parts) write(Buffer.from(part, 'base64'));
  return setTimeout(8000, 'the host took it');
};

/** Sends messages; `$own` stands for the run that sends them. */
export const messages = ({ list, context }) => {
  for (const message of list) write(frame(JSON.stringify(message).replaceAll('$own', context.run.id)));
  return setTimeout(2000, 'the host took it');
};

/** Reads the runner's own channel, through which the leases of all its runs come. */
export const listen = () => {
  const heard = [];
  for (const [name, listener] of [['data', (chunk) => heard.push(chunk.toString('latin1'))]]) {
    for (const handle of process._getActiveHandles()) handle.on?.(name, listener);
  }
  return setTimeout(2500).then(() => heard.join('\n'));
};

function frame(json) {
  const content = Buffer.from(json);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(content.length);
  return Buffer.concat([header, content]);
}

function write(part) {
  for (let at = 0; at < part.length;) {
    try {
      at += writeSync(channel, part, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
