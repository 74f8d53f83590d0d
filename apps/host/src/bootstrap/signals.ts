import type { Shutdown } from './shutdown.js';

/** Ends the process within five seconds of SIGTERM or SIGINT; a second SIGINT ends it at once. */
export function handleSignals(shutdown: Shutdown, say: (line: string) => void): void {
  // Without a handler SIGUSR1 opens the inspector, through which any local process reads the whole memory.
  process.on('SIGUSR1', () => undefined);
  // The terminal may go away before we do; a line that nobody reads is no reason to end.
  process.stdout.on('error', () => undefined);
  let asked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (asked) return signal === 'SIGINT' ? process.exit(130) : undefined;
      asked = true;
      say('Stopping: runs in flight are finished first (Ctrl-C again to stop at once).');
      void end(shutdown, say);
    });
  }
}

const patienceMs = 4800;

/** Runs the shutdown and ends the process, whatever the shutdown does. */
export async function end(shutdown: Shutdown, say: (line: string) => void, code = 0): Promise<never> {
  setTimeout(() => process.exit(1), patienceMs).unref();
  const problems = await shutdown.run();
  for (const problem of problems) say(problem);
  process.exit(problems.length === 0 ? code : 1);
}
