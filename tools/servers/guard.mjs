import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';

const script = join(import.meta.dirname, 'guard.sh');

/**
 * Starts `command` under guard.sh; its output goes to `log`. Resolves at once. `signal` is what ends the server in order.
 * `exited` resolves when server and guard are gone and `directory` is deleted; `stop()` brings that about.
 */
export function startGuarded({ directory, log, command, signal = 'INT' }) {
  const output = openSync(log, 'a');
  // Its own session: Ctrl-C reaches the test run alone, which then ends the server in order.
  const guard = spawn('sh', [script, directory, signal, ...command], {
    stdio: ['pipe', output, output],
    detached: true,
    cwd: '/',
  });
  closeSync(output);
  guard.stdin.on('error', () => undefined); // the guard may be gone already
  const exited = new Promise((resolve, reject) => {
    guard.once('error', reject);
    guard.once('exit', resolve);
  });
  exited.catch(() => undefined);
  const stop = () => {
    guard.stdin.destroy();
    return exited;
  };
  return { exited, stop };
}
