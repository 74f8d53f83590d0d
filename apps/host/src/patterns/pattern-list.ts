import { Injectable } from '@nestjs/common';
import type { PatternListItem } from '@patchbay/contracts';
import { readRows } from '../database/read-rows.js';
import { searchText } from '../database/search-text.js';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { pageBy, type PageQuery } from '../http/page.js';
import { lastRunsOf } from '../runs/last-runs.js';
import { summaryColumns, summaryOf } from './pattern-view.js';
import { patternTable } from './pattern.table.js';

/** The list of patterns with their last runs; two queries, however long it is, and no graph is read. */
@Injectable()
export class PatternList {
  constructor(private readonly store: Store) {}

  async list(
    caller: Caller,
    query: PageQuery & { q?: string },
  ): Promise<{ items: PatternListItem[]; nextCursor: string | null }> {
    const { manager } = this.store;
    const found = manager
      .createQueryBuilder(patternTable, 'pattern')
      .where('pattern.projectId = :projectId', { projectId: caller.projectId });
    if (query.q !== undefined) searchText(found, ['pattern.name', 'pattern.description'], query.q);
    const { rows, nextCursor } = await pageBy(found, 'pattern', 'createdAt', query, (narrowed) =>
      readRows(narrowed, summaryColumns),
    );
    const ids = rows.map(({ id }) => id);
    const lastRuns = await lastRunsOf(manager, ids);
    return {
      items: rows.map((row) => ({ ...summaryOf(row), lastRun: lastRuns.get(row.id) ?? null })),
      nextCursor,
    };
  }
}
