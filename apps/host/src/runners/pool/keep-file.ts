import { mostRunFiles } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { RunFile, RunnerMessage } from '@patchbay/protocol';

/** Those that a run keeps, and as many that it may have begun with. */
const most = 2 * mostRunFiles;

/** Notes a file that a run says to have. Throws `message-invalid` or `runner-flooded`. */
export function keepFile(
  { runId, file }: Extract<RunnerMessage, { type: 'run.file' }>,
  files: RunFile[],
): void {
  // Else the end of one run would take away the files of another.
  if (!file.id.startsWith(`${runId}.`))
    throw new PatchbayError('message-invalid', 'The runner named a file of another run.');
  // The runtime fails the step long before; who goes on wants the host to open and remove more than it can.
  if (files.length >= most)
    throw new PatchbayError('runner-flooded', `A run kept more than ${mostRunFiles} files.`);
  files.push(file);
}
