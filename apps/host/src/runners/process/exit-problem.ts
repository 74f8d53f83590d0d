import { constants } from 'node:os';
import { PatchbayError } from '@patchbay/errors';
import { exitCodes } from '@patchbay/protocol';

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of what the process wrote to standard error. */
  lastWords: string;
}

/** Why a runner ended that nobody stopped, in words. */
export function exitProblem({ code, signal, lastWords }: Exit): PatchbayError {
  const killedBy = signal ?? signalOf(code);
  // V8 says so and aborts, and the process that started it may report the abort as an exit code.
  if (code === exitCodes.outOfMemory || /heap out of memory|Reached heap limit/.test(lastWords)) {
    return new PatchbayError('runner-out-of-memory', 'A step needed more memory than a runner may use.');
  }
  if (code === exitCodes.messageRefused) {
    const why = refusal.exec(lastWords)?.[0] ?? 'It did not say why.';
    return new PatchbayError('runner-crashed', `The runner refused a message of Patchbay. ${why}`);
  }
  if (killedBy !== undefined)
    return new PatchbayError('runner-crashed', `The runner was ended by ${meaning(killedBy)}.`);
  return new PatchbayError('runner-crashed', `The runner ended with exit code ${String(code)}.`);
}

/** The sentences of the channel alone: plugin code can write to standard error, too, and what it likes. */
const refusal =
  /^(?:A message (?:has no known type|of type [\w.]{1,40} does not have the form it must have|nests deeper than \d+ levels)|A frame (?:is empty|is not UTF-8|is not JSON|announces more than \d+ bytes))\.$/m;

/** A shell between us and the runner reports a signal as 128 and its number. */
function signalOf(code: number | null): NodeJS.Signals | undefined {
  if (code === null || code <= 128) return undefined;
  const found = Object.entries(constants.signals).find(([, number]) => number === code - 128);
  return found?.[0] as NodeJS.Signals | undefined;
}

function meaning(signal: NodeJS.Signals): string {
  const words: Partial<Record<NodeJS.Signals, string>> = {
    SIGSEGV: 'a fault in native code (SIGSEGV)',
    SIGABRT: 'an abort (SIGABRT)',
    SIGKILL: 'the operating system or an administrator (SIGKILL)',
    SIGTERM: 'somebody outside of Patchbay (SIGTERM)',
  };
  return words[signal] ?? signal;
}
