import { Injectable } from '@nestjs/common';
import type { VaultBackfill } from '@patchbay/contracts';
import { isPatchbayError } from '@patchbay/errors';
import { AuditService } from '../audit/audit.service.js';
import { Store } from '../database/store.js';
import type { BackfillPlace, BackfillRow } from './backfill-place.js';
import { BackfillPlaces } from './backfill-places.js';

/**
 * Seals what an older or foreign install left readable. What is sealed stays byte for byte, so it can be repeated
 * and killed anywhere; some hundred rows at a time are written in one transaction with their record in the log.
 */
@Injectable()
export class Backfill {
  constructor(
    private readonly store: Store,
    private readonly places: BackfillPlaces,
    private readonly audit: AuditService,
  ) {}

  /** @param dryRun finds and counts, and writes nothing */
  async run(actor: string, dryRun: boolean): Promise<VaultBackfill> {
    const answer: VaultBackfill = { dryRun, rows: 0, places: {}, problems: [] };
    for (const place of this.places.all()) await this.#visit(place, actor, answer);
    return answer;
  }

  async #visit(place: BackfillPlace, actor: string, answer: VaultBackfill): Promise<void> {
    let after: readonly string[] | undefined;
    for (;;) {
      const { last, found } = await this.#page(place, after, actor, answer);
      answer.rows += found.length;
      if (found.length > 0) answer.places[place.name] = (answer.places[place.name] ?? 0) + found.length;
      if (!answer.dryRun) for (const keys of found) place.sealed?.(keys);
      if (last === undefined) return;
      after = last;
    }
  }

  #page(
    place: BackfillPlace,
    after: readonly string[] | undefined,
    actor: string,
    { dryRun, problems }: VaultBackfill,
  ): Promise<{ last: readonly string[] | undefined; found: string[][] }> {
    return this.store.transaction(async (manager) => {
      const rows = await place.page(manager, after);
      const found: string[][] = [];
      for (const row of rows) if (await sealed(place, row, !dryRun, problems)) found.push(row.keys);
      if (found.length > 0 && !dryRun) {
        const entry = { projectId: null, actor, action: 'vault.backfilled', subjectType: 'vault' };
        const details = { place: place.name, rows: found.map((keys) => keys.join('/')) };
        await this.audit.append({ ...entry, subjectId: null, details }, manager);
      }
      return { last: rows.at(-1)?.keys, found };
    });
  }
}

async function sealed(
  place: BackfillPlace,
  row: BackfillRow,
  write: boolean,
  problems: VaultBackfill['problems'],
): Promise<boolean> {
  try {
    return await row.seal(write);
  } catch (error) {
    // Another one's doing, such as a key that was changed meanwhile, ends it; it can be repeated.
    if (!isPatchbayError(error) || !ofTheRow.has(error.code)) throw error;
    problems.push({ place: place.name, row: row.keys.join('/'), detail: error.detail ?? '' });
    return false;
  }
}

const ofTheRow = new Set<string>(['validation-failed', 'open-failed']);
