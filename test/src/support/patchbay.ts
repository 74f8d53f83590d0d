import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository, type RunningHost } from './host-process.js';

/** Runs the command line beside the host, as the owner of its data directory. */
export function patchbay(
  host: Pick<RunningHost, 'home' | 'dataDirectory' | 'url'>,
  args: readonly string[],
  input = '',
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(repository, 'packages/cli/bin/patchbay.js'), ...args], {
      cwd: host.home,
      env: {
        HOME: host.home,
        PATCHBAY_DATA_DIR: host.dataDirectory,
        PATCHBAY_PORT: new URL(host.url).port,
      },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', (code) => resolve({ code, output }));
    child.stdin.end(input);
  });
}
