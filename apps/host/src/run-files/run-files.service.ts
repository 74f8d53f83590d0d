import { closeSync, createWriteStream, type ReadStream } from 'node:fs';
import { access, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { RunFileDescription } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { Redactor } from '@patchbay/redaction';
import { DataPaths } from '../bootstrap/data-directory.js';
import { insertRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { Log } from '../logging/log.js';
import type { OpenRunFile, Upload } from '../runners/runner-pool.js';
import { contentOf } from './content-of.js';
import { redacting } from './redacting.js';
import { type RunFileRow, runFileTable } from './run-file.table.js';

/** Keeps the files of runs that are over or wait, as long as their runs. */
@Injectable()
export class RunFilesService {
  constructor(
    private readonly store: Store,
    private readonly paths: DataPaths,
    private readonly redactor: Redactor,
    private readonly log: Log,
  ) {}

  /** Copies what a runner left; a file that cannot be kept is logged, and the end of its run goes on. */
  async keep(runId: string, files: readonly OpenRunFile[]): Promise<void> {
    const rows: RunFileRow[] = [];
    // What a run left when it was set aside was kept then.
    const kept = new Set((await this.list(runId)).map(({ id }) => `${runId}.${id}`));
    for (const file of files) {
      if (kept.has(file.id)) {
        closeSync(file.descriptor);
        continue;
      }
      try {
        rows.push(await this.#keepOne(runId, file));
      } catch (error) {
        this.log.error('A file of a run could not be kept', error);
      }
    }
    if (rows.length === 0) return;
    await this.store.transaction((manager) => insertRows(manager, runFileTable, rows));
  }

  async list(runId: string): Promise<RunFileDescription[]> {
    const rows = await this.store.manager.findBy(runFileTable, { runId });
    return rows.map(descriptionOf);
  }

  /** @throws PatchbayError `run-file-not-found` */
  async open(runId: string, id: string): Promise<{ file: RunFileDescription; stream: ReadStream }> {
    const row = await this.store.manager.findOneBy(runFileTable, { runId, id });
    // The row is the only way to a path, so that no request names one.
    const handle = row && (await open(this.#pathOf(row)).catch(() => undefined));
    if (!row || !handle) throw new PatchbayError('run-file-not-found');
    return { file: descriptionOf(row), stream: handle.createReadStream() };
  }

  /**
   * Where the files of a run lie that goes on, by what items call them.
   * @throws PatchbayError `not-ready` when another host has them
   */
  async pathsOf(runId: string): Promise<Upload[]> {
    const rows = await this.store.manager.findBy(runFileTable, { runId });
    return Promise.all(
      rows.map(async (row) => {
        const { size: _, id, ...facts } = descriptionOf(row);
        const path = this.#pathOf(row);
        await access(path).catch(() => {
          throw new PatchbayError('not-ready', 'The files of this run lie on another host; ask that one.');
        });
        return { ...facts, id: `${runId}.${id}`, content: { path } };
      }),
    );
  }

  async remove(runId: string): Promise<void> {
    await this.store.transaction((manager) => manager.delete(runFileTable, { runId }));
    await rm(this.#directoryOf(runId), { recursive: true, force: true });
  }

  async #keepOne(runId: string, file: OpenRunFile): Promise<RunFileRow> {
    const { mimeType, fileName = null } = file;
    const row = { runId, id: file.id.slice(runId.length + 1), mimeType, fileName, size: 0 };
    await mkdir(this.#directoryOf(runId), { recursive: true, mode: 0o700 });
    const target = createWriteStream(this.#pathOf(row), { flags: 'wx', mode: 0o600 });
    // An answer that was kept as a file may repeat what was sent.
    await pipeline(contentOf(file), redacting(this.redactor), target);
    return { ...row, size: target.bytesWritten };
  }

  #directoryOf(runId: string): string {
    return join(this.paths.runFiles, runId);
  }

  #pathOf({ runId, id }: Pick<RunFileRow, 'runId' | 'id'>): string {
    return join(this.#directoryOf(runId), id);
  }
}

function descriptionOf({ id, mimeType, fileName, size }: RunFileRow): RunFileDescription {
  return { id, mimeType, size, ...(fileName === null ? {} : { fileName }) };
}
