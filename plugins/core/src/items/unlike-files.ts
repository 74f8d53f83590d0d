import { createHash } from 'node:crypto';
import type { BinaryReference, FileStore } from '@patchbay/plugin-sdk';

/** A file that an item has under a name. */
export type NamedFile = readonly [name: string, file: BinaryReference];

/** Of files with the same type and content only the first, whatever they are called. */
export async function unlikeFiles(all: readonly NamedFile[], files: FileStore): Promise<NamedFile[]> {
  const sizes = new Map<string, number>();
  for (const [, file] of all) sizes.set(likeness(file), (sizes.get(likeness(file)) ?? 0) + 1);
  const seen = new Set<string>();
  const kept: NamedFile[] = [];
  for (const named of all) {
    const [, file] = named;
    // One that no other has the size of is read by nobody.
    const isAlone = sizes.get(likeness(file)) === 1;
    const key = isAlone ? likeness(file) : `${likeness(file)} ${await digestOf(file, files)}`;
    if (!seen.has(key)) kept.push(named);
    seen.add(key);
  }
  return kept;
}

function likeness({ mimeType, size }: BinaryReference): string {
  return `${size} ${mimeType}`;
}

async function digestOf(file: BinaryReference, files: FileStore): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of files.read(file)) hash.update(piece);
  return hash.digest('hex');
}
