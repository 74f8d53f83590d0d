import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { constants, link, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mostRunFiles } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { BinaryReference, FileFacts, FileStore, Item } from '@patchbay/plugin-sdk';

export interface RunFilesOptions {
  /** Of this process; the host reads it too. */
  directory: string;
  /** Bytes of one file, and of all files of a run. */
  fileBytes: number;
  runBytes: number;
}

/** `<run>.<file>`, and nothing that leads elsewhere: the id comes from items, which anybody may have written. */
const idForm = /^([\w-]{1,64})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u;

/** The files of one run: their bytes lie in a directory, and items hold references to them. */
export class RunFiles implements FileStore {
  /** Bytes of all files so far. */
  used = 0;
  #count = 0;

  constructor(
    private readonly options: RunFilesOptions | undefined,
    private readonly runId: string,
    private readonly onFile: (file: BinaryReference) => void,
  ) {}

  get fileBytes(): number {
    return this.options?.fileBytes ?? 0;
  }

  async write(
    source: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    facts: FileFacts,
  ): Promise<BinaryReference> {
    const id = `${this.runId}.${randomUUID()}`;
    const path = join(this.#directory(), id);
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      let size = 0;
      for await (const chunk of source instanceof Uint8Array ? [source] : source) {
        size += chunk.length;
        this.#use(size, chunk.length);
        await file.writeFile(chunk);
      }
      return this.#kept({ ...facts, id, size });
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  read(reference: BinaryReference): AsyncIterable<Uint8Array> {
    const stream = createReadStream(this.#pathOf(reference), { flags: readFlags as unknown as string });
    return gone(stream);
  }

  async bytes(reference: BinaryReference, maxBytes = this.fileBytes): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of this.read(reference)) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge('The file', maxBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** The bytes of a file that nobody else reads. */
  async takeAway(id: string): Promise<Uint8Array> {
    const path = this.#pathOf({ id });
    const bytes = await readFile(path);
    await rm(path);
    return bytes;
  }

  /** Items that another run gave, with its files made this run's own: those go with their run. */
  async adopt(items: readonly Item[]): Promise<Item[]> {
    const adopted = new Map<string, BinaryReference>();
    const all: Item[] = [];
    for (const item of items) {
      const binary: Record<string, BinaryReference> = {};
      for (const [name, reference] of Object.entries(item.binary ?? {})) {
        const own = adopted.get(reference.id) ?? (await this.#adoptOne(reference));
        adopted.set(reference.id, own);
        binary[name] = own;
      }
      all.push(item.binary ? { ...item, binary } : item);
    }
    return all;
  }

  async #adoptOne(reference: BinaryReference): Promise<BinaryReference> {
    const from = this.#pathOf(reference);
    if (idForm.exec(reference.id)?.[1] === this.runId) return reference;
    const id = `${this.runId}.${randomUUID()}`;
    const { size } = await stat(from);
    this.#use(size, size);
    await link(from, join(this.#directory(), id));
    return this.#kept({ ...reference, id, size });
  }

  #kept(file: BinaryReference): BinaryReference {
    this.#count += 1;
    if (this.#count > mostRunFiles)
      throw new PatchbayError('payload-too-large', `A run may keep no more than ${mostRunFiles} files.`);
    this.onFile(file);
    return file;
  }

  #use(size: number, more: number): void {
    const { runBytes = 0 } = this.options ?? {};
    this.used += more;
    if (size > this.fileBytes) throw tooLarge('The file', this.fileBytes);
    if (this.used > runBytes) throw tooLarge('All files of this run together', runBytes);
  }

  #directory(): string {
    if (this.options) return this.options.directory;
    throw new PatchbayError('step-failed', 'Runs have no files here.');
  }

  #pathOf({ id }: Pick<BinaryReference, 'id'>): string {
    if (typeof id === 'string' && idForm.test(id)) return join(this.#directory(), id);
    throw new PatchbayError('run-file-not-found', 'The item refers to no file of a run.');
  }
}

/** Not through a link that somebody left there. */
const readFlags = constants.O_RDONLY | constants.O_NOFOLLOW;

async function* gone(stream: AsyncIterable<Buffer>): AsyncIterable<Uint8Array> {
  try {
    yield* stream;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new PatchbayError('run-file-not-found', 'The file belongs to a run that is over.');
  }
}

function tooLarge(what: string, bytes: number): PatchbayError {
  const megabytes = Math.floor(bytes / 1024 / 1024);
  return new PatchbayError('payload-too-large', `${what} would exceed the limit of ${megabytes} MB.`);
}
