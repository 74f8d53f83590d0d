import { Injectable } from '@nestjs/common';
import { ConnectionRows, nameSpaceOf } from '../connections/connection-rows.js';
import type { ConnectionRow } from '../connections/connection.table.js';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { isStorable } from '../http/schemas.js';
import type { Wanted } from './wanted.js';

/** Finds the connections that entries of a file stand for, among those that the caller sees. */
@Injectable()
export class ExistingConnections {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
  ) {}

  async finder(
    caller: Caller,
    wanted: readonly Wanted[],
    match: 'name' | 'id',
  ): Promise<(entry: Wanted) => ConnectionRow | undefined> {
    const keys = wanted.flatMap(({ id, name }) => (match === 'name' ? [name] : id === undefined ? [] : [id]));
    // PostgreSQL fails when it is asked for what it cannot keep.
    const possible = [...new Set(keys)].filter(isStorable);
    const found = await this.rows.visibleBy(this.store.manager, caller, match, possible);
    if (match === 'id') {
      const byId = new Map(found.map((row) => [row.id, row]));
      return ({ id }) => (id === undefined ? undefined : byId.get(id));
    }
    const byName = new Map(found.map((row) => [`${row.nameSpace} ${row.name}`, row]));
    return ({ name, described: { scope = 'project' } }) =>
      byName.get(`${nameSpaceOf(scope, caller.userId ?? null)} ${name}`);
  }
}
