import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import type { MemoryAnswer, MemoryQuestion } from '@patchbay/protocol';
import type { EntityManager } from 'typeorm';
import { type Direct, directOver } from '../database/direct.js';
import { Store } from '../database/store.js';
import { bulkUpsert } from '../database/table-statements.js';
import { now } from '../database/table.js';
import { patternMemoryTable, type PatternMemoryRow } from '../patterns/pattern-memory.table.js';
import type { MemoryRequest } from '../runners/runner-pool.js';
import type { ActiveRun } from './active-run.js';

type Place = Pick<PatternMemoryRow, 'projectId' | 'patternId' | 'environment' | 'scope'>;

/** Answers what steps ask of the memory of their pattern. */
@Injectable()
export class PatternMemory {
  constructor(private readonly store: Store) {}

  /** @throws PatchbayError `lease-denied`, `pattern-not-found` */
  async ask(run: ActiveRun, request: MemoryRequest): Promise<MemoryAnswer> {
    const place = placeOf(run, request);
    return this.store.transaction(async (manager) => {
      await lock(manager, place);
      return answer(directOver(manager), place, request.question);
    });
  }
}

// A runner names step and scope; pattern and environment are those of its run, so no plugin reaches another memory.
function placeOf({ facts, starter, graph }: ActiveRun, { nodeId, scope }: MemoryRequest): Place {
  if (!graph.nodes.some(({ id }) => id === nodeId))
    throw new PatchbayError('lease-denied', 'This version of the pattern has no such step.');
  const { patternId, environment } = facts;
  const place = { projectId: starter.projectId, patternId, environment };
  return { ...place, scope: scope === 'node' ? `node:${nodeId}` : 'pattern' };
}

/**
 * Of two runs that ask at once, the second one is told what the first one brought; and what is written cannot outlive
 * its pattern. SQLite transactions queue anyway.
 */
async function lock(manager: EntityManager, { patternId, projectId }: Place): Promise<void> {
  const direct = directOver(manager);
  const sql = `SELECT "id" FROM "patterns" WHERE "id" = ? AND "projectId" = ?`;
  const locking = direct.kind === 'postgres' ? `${sql} FOR UPDATE` : sql;
  if ((await direct.first(locking, [patternId, projectId])) === undefined)
    throw new PatchbayError('pattern-not-found');
}

async function answer(direct: Direct, place: Place, question: MemoryQuestion): Promise<MemoryAnswer> {
  if (question.kind === 'areNew')
    return { areNew: await areNew(direct, place, question.keys, question.history) };
  if (question.kind === 'raise') {
    const before = await raise(direct, place, `highest ${question.of}`, question.value);
    return before === undefined ? {} : { before };
  }
  await direct.run(`DELETE ${within}`, at(place));
  return {};
}

const within = `FROM "pattern_memory" WHERE "patternId" = ? AND "environment" = ? AND "scope" = ?`;

function at({ patternId, environment, scope }: Place): string[] {
  return [patternId, environment, scope];
}

/** An array first: PostgreSQL would go through all that is remembered for each name of a list that it reads row by row. */
const isNamed = {
  postgres: `"name" = ANY(ARRAY(SELECT json_array_elements_text(?::json)))`,
  sqlite: `"name" IN (SELECT value FROM json_each(?))`,
};

const write = bulkUpsert(patternMemoryTable);

async function areNew(
  direct: Direct,
  place: Place,
  names: readonly string[],
  history: number,
): Promise<boolean[]> {
  const sql = `SELECT "name" ${within} AND ${isNamed[direct.kind]}`;
  const rows = await direct.all<{ name: string }>(sql, [...at(place), JSON.stringify(names)]);
  const known = new Set(rows.map(({ name }) => name));
  const seenAt = now();
  // Also what was known: what comes again and again is not to be forgotten for what came once.
  await write(
    direct,
    [...new Set(names)].map((name) => ({ ...place, name, value: null, at: seenAt })),
  );
  await forgetOldest(direct, place, history);
  return names.map((name) => !known.has(name));
}

async function forgetOldest(direct: Direct, place: Place, history: number): Promise<void> {
  const seen = `${within} AND "value" IS NULL`;
  const [count] = (await direct.first(`SELECT COUNT(*) ${seen}`, at(place))) ?? [];
  const tooMany = Number(count) - history;
  if (tooMany <= 0) return;
  const sql = `SELECT "name" ${seen} ORDER BY "at", "name" LIMIT ?`;
  const oldest = await direct.all<{ name: string }>(sql, [...at(place), tooMany]);
  const names = JSON.stringify(oldest.map(({ name }) => name));
  await direct.run(`DELETE ${within} AND ${isNamed[direct.kind]}`, [...at(place), names]);
}

async function raise(direct: Direct, place: Place, name: string, value: number): Promise<number | undefined> {
  const [stored] =
    (await direct.first(`SELECT "value" ${within} AND "name" = ?`, [...at(place), name])) ?? [];
  const before = stored === undefined ? undefined : Number(stored);
  if (before === undefined || value > before)
    await write(direct, [{ ...place, name, value: String(value), at: now() }]);
  return before;
}
