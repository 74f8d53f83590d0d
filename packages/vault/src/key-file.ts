import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { PatchbayError } from '@patchbay/errors';

/**
 * Text of a key file that only we can read or replace; undefined when there is none.
 * Every check is made on the opened file, so nobody can swap it between check and use.
 * @throws PatchbayError `key-unsafe`
 */
export function readKeyFile(path: string, user = currentUser()): string | undefined {
  const file = openPlain(path);
  if (file === undefined) return undefined;
  try {
    refuseUnsafe(path, fs.fstatSync(file), user);
    refuseReplaceable(dirname(path), user);
    const bytes = Buffer.alloc(longest);
    const length = fs.readSync(file, bytes, 0, longest, 0);
    const text = bytes.toString('latin1', 0, length);
    bytes.fill(0);
    return text;
  } finally {
    fs.closeSync(file);
  }
}

/** Makes the file unless there is one. Of several processes that do this at once exactly one wins. */
export function createKeyFile(path: string, text: () => string, user = currentUser()): void {
  const directory = dirname(path);
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  refuseReplaceable(directory, user);
  if (fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`;
  try {
    writeDurably(draft, text());
    // Unlike a rename, a link never replaces what is there; and the file appears with its whole content.
    fs.linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft, { force: true });
  }
  syncDirectory(directory);
}

/** Some lines of 59 characters. */
const longest = 1024;

/** Puts another content in the place of the file's: whoever reads it finds the old one or the new one, whole. */
export function replaceKeyFile(path: string, text: string, user = currentUser()): void {
  const directory = dirname(path);
  refuseReplaceable(directory, user);
  const draft = `${path}.${randomBytes(8).toString('hex')}.new`;
  try {
    writeDurably(draft, text);
    fs.renameSync(draft, path);
  } finally {
    fs.rmSync(draft, { force: true });
  }
  syncDirectory(directory);
}

function currentUser(): number {
  if (process.geteuid !== undefined) return process.geteuid();
  throw new PatchbayError(
    'key-unsafe',
    'This system cannot tell who may read a key file. Use the OS keychain.',
  );
}

function openPlain(path: string): number | undefined {
  try {
    // NOFOLLOW: a symlink could name a file that somebody else can write. NONBLOCK: a pipe would hang the start.
    return fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ELOOP') throw unsafe(path, 'is a symbolic link');
    throw unsafe(path, `cannot be opened (${code})`);
  }
}

function refuseUnsafe(path: string, stats: fs.Stats, user: number): void {
  if (!stats.isFile()) throw unsafe(path, 'is not a regular file');
  if (stats.uid !== user) throw unsafe(path, 'belongs to another user');
  if ((stats.mode & 0o077) !== 0) throw unsafe(path, 'is open to other users; run chmod 600 on it');
}

function refuseReplaceable(directory: string, user: number): void {
  const { mode, uid } = fs.statSync(directory);
  if (uid !== user && uid !== 0) throw unsafe(directory, 'belongs to another user');
  if ((mode & 0o022) !== 0)
    throw unsafe(directory, 'can be written by other users, who could replace the key');
}

function unsafe(path: string, why: string): PatchbayError {
  return new PatchbayError('key-unsafe', `${path} ${why}. Nothing was written.`);
}

function writeDurably(path: string, text: string): void {
  const file = fs.openSync(path, 'wx', 0o600);
  try {
    fs.writeFileSync(file, text);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}

function syncDirectory(path: string): void {
  const directory = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(directory);
  } finally {
    fs.closeSync(directory);
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code);
}
