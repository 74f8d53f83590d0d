import { closeSync, readFileSync } from 'node:fs';
import { ask } from './ask.js';
import { UsageError } from './commands/command.js';

export interface PassphraseFlags {
  'passphrase-file'?: string | undefined;
  'passphrase-fd'?: string | undefined;
}

/**
 * A passphrase from a file, an open file descriptor or the terminal; never an argument or a variable, which every
 * process of the machine's user can read.
 * @param confirm ask twice, for one that nobody knows yet
 */
export async function readPassphrase(flags: PassphraseFlags, confirm: boolean): Promise<string> {
  const given = fromFile(flags);
  if (given !== undefined) return given;
  if (!process.stdin.isTTY)
    throw new UsageError('Hand the passphrase over with --passphrase-file FILE or --passphrase-fd NUMBER.');
  const passphrase = await ask('Passphrase: ', true);
  if (confirm && (await ask('Again: ', true)) !== passphrase)
    throw new UsageError('The two passphrases are not the same.');
  return passphrase;
}

function fromFile(flags: PassphraseFlags): string | undefined {
  if (flags['passphrase-file'] !== undefined) return oneLine(readFileSync(flags['passphrase-file'], 'utf8'));
  if (flags['passphrase-fd'] === undefined) return undefined;
  const descriptor = Number(flags['passphrase-fd']);
  if (!Number.isInteger(descriptor) || descriptor < 0)
    throw new UsageError('--passphrase-fd takes the number of an open file descriptor.');
  const text = readFileSync(descriptor, 'utf8');
  closeSync(descriptor);
  return oneLine(text);
}

/** Editors and `echo` end a file with a line break that nobody means. */
function oneLine(text: string): string {
  return text.replace(/\r?\n$/, '');
}
