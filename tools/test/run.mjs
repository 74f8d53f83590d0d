import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const options = [
  '--test',
  '--test-reporter=spec',
  // One more than there are processors: specs wait for servers, processes and pages for a third of their time.
  `--test-concurrency=${availableParallelism() + 1}`,
  // Node 20 counts this for a whole file, later versions also for each test in it.
  '--test-timeout=600000',
  // A spec that leaves a socket open must not hang the whole run.
  '--test-force-exit',
];

/** Runs the spec files with Node's test runner and resolves to its exit code. */
export function runSpecs(specs, env) {
  const missing = specs.filter((path) => !existsSync(path));
  if (missing.length > 0) throw new Error(`The build made no output for: ${missing.join(', ')}`);
  const runner = spawn(process.execPath, [...options, ...specs], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    runner.once('error', reject);
    runner.once('exit', (code) => resolve(code ?? 1));
  });
}
