import { lstat, open, type FileHandle } from 'node:fs/promises';
import { PatchbayError } from '@patchbay/plugin-sdk';
import { checkSchemaSize } from './schema-size.js';

/**
 * Refuses what SQLite's engine would take badly, before it touches the file. Whoever may write into the directory of
 * databases can plant it, and the engine runs in a process that others share.
 * @throws PatchbayError `connect-unreachable` or `connect-protocol`
 */
export async function checkFile(file: string, { mayCreate }: { mayCreate: boolean }): Promise<void> {
  const found = await kindOf(file);
  if (found === 'missing' && !mayCreate) {
    throw new PatchbayError(
      'connect-unreachable',
      'There is no file at this path. Check it, or allow creating the file.',
    );
  }
  const beside = await Promise.all(companions.map((ending) => kindOf(file + ending)));
  // Opening a pipe waits for its other end, which holds the engine's thread for ever; devices answer without end.
  if ([found, ...beside].includes('special')) {
    throw new PatchbayError(
      'connect-unreachable',
      'The database or a file of its engine beside it (-wal, -shm, -journal) is no regular file.',
    );
  }
  await withFile(`${file}-journal`, refuseForeignJournal);
  await withFile(file, checkSchemaSize);
}

const companions = ['-wal', '-shm', '-journal'];

async function kindOf(path: string): Promise<'missing' | 'file' | 'special'> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return 'missing';
  return found.isFile() ? 'file' : 'special';
}

async function withFile(path: string, check: (file: FileHandle) => Promise<void>): Promise<void> {
  // One that cannot be read, or does not exist, the engine finds for itself.
  const file = await open(path, 'r').catch(() => undefined);
  try {
    if (file) await check(file);
  } finally {
    await file?.close();
  }
}

/** The end of a journal that names the journal of a transaction over several databases. */
const journalMagic = Buffer.from('d9d505f920a163d7', 'hex');

/**
 * When the engine rolls such a journal back it deletes the file that it names, whatever file that is. Transactions over
 * several files need ATTACH, which connections do not have.
 */
async function refuseForeignJournal(journal: FileHandle): Promise<void> {
  const { size } = await journal.stat();
  const { buffer, bytesRead } = await journal.read(Buffer.alloc(8), 0, 8, Math.max(0, size - 8));
  if (bytesRead < 8 || size <= 28 || !buffer.equals(journalMagic)) return;
  throw new PatchbayError(
    'connect-protocol',
    'The journal beside the file belongs to a transaction over several databases. Open all of them with the program ' +
      'that wrote them, once.',
  );
}
