const allowed = new Set(['LANG', 'TZ', 'NODE_ENV']);

/** Takes from this process what plugin code has no use for but an attacker has. Runs before any plugin is loaded. */
export function harden(): void {
  // The host starts runners with these alone; a shell in between may have added its own.
  // eslint-disable-next-line no-restricted-syntax -- it is emptied here, not read
  const { env } = process;
  for (const name of Object.keys(env)) if (!allowed.has(name)) Reflect.deleteProperty(env, name);
  // Without a handler SIGUSR1 opens the inspector: a debugger port through which any local process reads the memory.
  process.on('SIGUSR1', () => undefined);
  // Sends SIGUSR1 to a process of the caller's choice.
  Reflect.deleteProperty(process, '_debugProcess');
  // A report holds the environment, the arguments and the heap's statistics, in a file that nobody redacts.
  process.report.reportOnFatalError = false;
  process.report.reportOnSignal = false;
  process.report.reportOnUncaughtException = false;
  // What a connector writes is for its own user and the group of all runners.
  process.umask(0o007);
}
