import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, it } from 'node:test';

const starting = `
  const { startServer } = await import(process.argv[1]);
  const { port } = await startServer('target-server.js');
  console.log(port);
  setInterval(() => undefined, 1_000);
`;

describe('a server of a benchmark', () => {
  it('ends when whoever started it is gone without a word', async () => {
    const module = new URL('./server-process.js', import.meta.url).href;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', starting, module]);
    const [line] = (await once(starter.stdout, 'data')) as [Buffer];
    const port = Number(line.toString());
    const held = connect(port, '127.0.0.1');
    await once(held, 'connect');
    const ended = once(held, 'close');
    held.on('error', () => undefined);
    starter.kill('SIGKILL');
    await ended;
    await assert.rejects(once(connect(port, '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' });
  });
});
