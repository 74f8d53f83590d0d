import { type BinaryReference, type ByteSource, type FileStore, PatchbayError } from '@patchbay/plugin-sdk';

/** A file of the run that is read while it is sent, so that no part of the process holds all of it. */
export function fileSource(files: FileStore, reference: BinaryReference): ByteSource {
  const { size, mimeType } = reference;
  return { size, mimeType, read: () => exactly(size, files, reference) };
}

/** Opened when the first bytes are asked for: what is never sent leaves no open file behind. */
async function* exactly(
  size: number,
  files: FileStore,
  reference: BinaryReference,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of files.read(reference)) {
    read += chunk.length;
    // The item says the size, and a limit is kept by it: data could name a small one for a large file.
    if (read > size) break;
    yield chunk;
  }
  if (read !== size)
    throw new PatchbayError('step-failed', `A file does not have the ${size} bytes that its item says.`);
}
