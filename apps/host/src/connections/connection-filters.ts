import type { ConnectionListQuery } from '@patchbay/contracts';
import type { SelectQueryBuilder } from 'typeorm';
import { searchText } from '../database/search-text.js';
import { orNone } from './connection-choices.js';
import { staleSince } from './connection-view.js';
import type { ConnectionRow } from './connection.table.js';

type Query = SelectQueryBuilder<ConnectionRow>;

/** What rows themselves say: whose they are, what they are called and how they are marked. */
export function filterByRow(query: Query, { owner, scope, tag, metadata, q }: ConnectionListQuery): void {
  if (owner !== undefined) query.andWhere('connection.ownerId = :owner', { owner });
  if (scope !== undefined) query.andWhere('connection.scope = :scope', { scope });
  if (tag !== undefined) filterByTag(query, tag);
  if (metadata !== undefined) filterByMetadata(query, metadata);
  if (q !== undefined) searchText(query, searched, q);
}

const searched = [
  ...(['connection.name', 'connection.description'] as const),
  ...(['connection.type', 'connection.hostSummary'] as const),
] as const;

/** `known`: the types that plugins declare. A status that there is not fits nothing. */
export function filterByStatus(query: Query, status: string | undefined, known: string[]): void {
  if (status === undefined) return;
  if (status === 'quarantined') return void query.andWhere('connection.quarantined = :yes', { yes: true });
  query.andWhere('connection.quarantined = :no AND connection.disabled = :disabled', {
    no: false,
    disabled: status === 'disabled',
  });
  switch (status) {
    case 'disabled':
      return;
    case 'active':
      return void query.andWhere('connection.type IN (:...known)', { known: orNone(known) });
    case 'unknownType':
      return void query.andWhere('connection.type NOT IN (:...known)', { known: orNone(known) });
    case 'failing':
      return holding(query, 'connection.lastTest', { failed: '"ok":false' });
    case 'stale':
      return void query.andWhere('COALESCE(connection.lastTestedAt, connection.createdAt) < :staleSince', {
        staleSince: staleSince(),
      });
    default:
      query.andWhere('1 = 0');
  }
}

/** The tag with its quotes and what stands before it in the stored JSON, so that no part of another tag fits. */
function filterByTag(query: Query, tag: string): void {
  const text = JSON.stringify(tag);
  holding(query, 'connection.tags', { firstTag: `[${text}`, laterTag: `,${text}` });
}

/** A name holds no colon, so the first one ends it; quotes within a value are escaped where it is stored. */
function filterByMetadata(query: Query, wanted: string): void {
  const colon = wanted.indexOf(':');
  const text = `${JSON.stringify(wanted.slice(0, colon))}:${JSON.stringify(wanted.slice(colon + 1))}`;
  holding(query, 'connection.metadata', { firstEntry: `{${text}`, laterEntry: `,${text}` });
}

/** Finds any of the texts in a column, by case; `LIKE` would do so in PostgreSQL and not in SQLite. */
function holding(query: Query, column: string, texts: Readonly<Record<string, string>>): void {
  const found = Object.keys(texts).map((name) => `REPLACE(${column}, :${name}, '') <> ${column}`);
  query.andWhere(`(${found.join(' OR ')})`, texts);
}
