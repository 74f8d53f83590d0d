/** Ends a command with one sentence for what we foresaw, and with the whole trace for a mistake of our own. */
export function fail(error) {
  process.stderr.write(`${error.name === 'Error' ? error.message : error.stack}\n`);
  process.exitCode = 1;
}
