import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { isPatchbayError } from '@patchbay/errors';
import { Vault } from '@patchbay/vault';
import { isLockTimeout } from '../database/lock-timeout.js';
import { Store } from '../database/store.js';
import { Instance } from './instance.js';
import { sealedColumns, type SealedColumn } from './sealed-columns.js';
import { replaceBlob, rowsOffKey, type SealedRow } from './sealed-rows.js';

export interface RewrapTally {
  moved: number;
  /** `table.column` and key of texts that do not open, and so cannot be moved. */
  damaged: string[];
}

interface Rewrapped {
  row: SealedRow;
  blob: string;
}

/** Shorter than the time after which PostgreSQL looks for a deadlock, and would perhaps end the other's transaction. */
const giveWayMs = 200;

/** Wraps the data keys of every sealed record under the active term, a few at a time. */
@Injectable()
export class Rewrapper {
  constructor(
    private readonly store: Store,
    private readonly vault: Vault,
    private readonly instance: Instance,
  ) {}

  /** @param onProgress told how many were looked at since it was told last */
  async rewrapAll(onProgress: (looked: number) => void): Promise<RewrapTally> {
    const tally: RewrapTally = { moved: 0, damaged: [] };
    for (const column of sealedColumns) await this.#rewrapColumn(column, tally, onProgress);
    return tally;
  }

  async #rewrapColumn(
    column: SealedColumn,
    tally: RewrapTally,
    onProgress: (looked: number) => void,
  ): Promise<void> {
    let after: readonly string[] | undefined;
    for (;;) {
      const rows = await rowsOffKey(this.store.manager, column, this.vault.keyId, after);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.keys;
      const fresh = this.#rewrap(column, rows, tally);
      tally.moved += await this.#store(column, fresh);
      onProgress(rows.length);
      // Leases and requests that came meanwhile go first.
      await setImmediate();
    }
  }

  #rewrap(column: SealedColumn, rows: readonly SealedRow[], tally: RewrapTally): Rewrapped[] {
    return rows.flatMap((row) => {
      try {
        const binding = column.binding(this.instance.id, row.values);
        return [
          { row, blob: this.vault.rewrap(Buffer.from(row.blob, 'base64'), binding).toString('base64') },
        ];
      } catch (error) {
        if (!isPatchbayError(error)) throw error;
        tally.damaged.push(`${column.table}.${column.column} ${row.keys.join(' ')}`);
        return [];
      }
    });
  }

  /** What somebody stored anew meanwhile is under the active term already, and stays as it is. */
  async #store(column: SealedColumn, fresh: readonly Rewrapped[]): Promise<number> {
    if (fresh.length === 0) return 0;
    try {
      return await this.#storeTogether(column, fresh, true);
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      // Whoever changes several of them takes them in an order of his own. One that is alone can wait.
      let moved = 0;
      for (const each of fresh) moved += await this.#storeTogether(column, [each], false);
      return moved;
    }
  }

  #storeTogether(column: SealedColumn, fresh: readonly Rewrapped[], givesWay: boolean): Promise<number> {
    return this.store.transaction(async (manager) => {
      if (givesWay && this.store.kind === 'postgres')
        await manager.query(`SET LOCAL lock_timeout = ${giveWayMs}`);
      let moved = 0;
      for (const { row, blob } of fresh) if (await replaceBlob(manager, column, row, blob)) moved += 1;
      return moved;
    });
  }
}
