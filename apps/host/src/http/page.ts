import { PatchbayError } from '@patchbay/errors';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

export interface PageQuery {
  cursor?: string;
  limit?: number;
}

/**
 * One page, newest first by `column` and then by id. The cursor holds the last row's place, so that rows which
 * come or go meanwhile neither repeat nor hide others.
 */
export async function page<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  alias: string,
  column: Extract<keyof T, string>,
  wanted: PageQuery,
): Promise<{ rows: T[]; nextCursor: string | null }> {
  return pageBy(query, alias, column, wanted, (narrowed) => narrowed.getMany());
}

/** Like `page`, with the rows that `read` makes of the query. */
export async function pageBy<T extends ObjectLiteral, R extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  alias: string,
  column: Extract<keyof T & keyof R, string>,
  { cursor, limit = defaultLimit }: PageQuery,
  read: (query: SelectQueryBuilder<T>) => Promise<R[]>,
): Promise<{ rows: R[]; nextCursor: string | null }> {
  if (cursor !== undefined) {
    const [at, id] = decode(cursor);
    query.andWhere(
      `(${alias}.${column} < :pageAt OR (${alias}.${column} = :pageAt AND ${alias}.id < :pageId))`,
      {
        pageAt: at,
        pageId: id,
      },
    );
  }
  query
    .orderBy(`${alias}.${column}`, 'DESC')
    .addOrderBy(`${alias}.id`, 'DESC')
    .limit(limit + 1);
  const rows = await read(query);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const nextCursor = last === undefined ? null : encode(String(last[column]), String(last.id));
  return { rows: rows.slice(0, limit), nextCursor };
}

const defaultLimit = 50;

function encode(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function decode(cursor: string): [string, string] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.length === 2 && place.every(isPlain)) return place as [string, string];
  } catch {
    // Falls through: every cursor that is not ours gets the same answer.
  }
  throw new PatchbayError('validation-failed', {
    errors: [{ pointer: '/cursor', detail: 'Not a cursor of this list' }],
  });
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value);
}
