import type { Shutdown } from './shutdown.js';

/** Ends the process within five seconds of SIGTERM or SIGINT; a second SIGINT ends it at once. */
export function handleSignals(shutdown: Shutdown, say: (line: string) => void): void {
  // Without a handler SIGUSR1 opens the inspector, through which any local process reads the whole memory.
  process.on('SIGUSR1', () => undefined);
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

async function end(shutdown: Shutdown, say: (line: string) => void): Promise<void> {
  setTimeout(() => process.exit(1), patienceMs).unref();
  const problems = await shutdown.run();
  for (const problem of problems) say(problem);
  process.exit(problems.length === 0 ? 0 : 1);
}
