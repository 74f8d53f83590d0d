import { Injectable } from '@nestjs/common';
import type { NamedConnection } from '@patchbay/contracts';
import type { EntityManager } from 'typeorm';
import { ConnectionRows } from '../../connections/connection-rows.js';
import type { ConnectionRow } from '../../connections/connection.table.js';
import type { Caller } from '../../http/caller.js';
import { CatalogService } from '../../plugins/catalog.service.js';

/** The connection that a name in a file means here, or why there is none. */
export type Find = (wanted: NamedConnection | null) => { id: string } | { problem: string };

/** Finds connections by name and type among those that the importer sees: of the project, or his own. */
@Injectable()
export class ConnectionFinder {
  constructor(
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
  ) {}

  /** @param bindings ids by name; they count before what is found by name and type */
  async among(
    manager: EntityManager,
    caller: Caller,
    wanted: readonly (NamedConnection | null)[],
    bindings: Readonly<Record<string, string>>,
  ): Promise<Find> {
    const names = new Set(wanted.flatMap((each) => (each === null ? [] : [each.name])));
    const named = new Map<string, ConnectionRow[]>();
    for (const row of await this.rows.visibleBy(manager, caller, 'name', [...names]))
      named.set(row.name, [...(named.get(row.name) ?? []), row]);
    const ids = [...new Set(Object.values(bindings))];
    const rows = await this.rows.visibleBy(manager, caller, 'id', ids);
    const bound = new Map(rows.map((row) => [row.id, row]));
    return (each) => {
      if (each === null) return { problem: unnamed };
      const { name, type } = each;
      if (Object.hasOwn(bindings, name)) {
        const row = bound.get(bindings[name] ?? '');
        return row ? usable(row) : { problem: 'There is no such connection in this project' };
      }
      const [row, other] = (named.get(name) ?? []).filter((one) => one.type === this.#typeOf(type));
      if (row === undefined) return { problem: `There is no ${type} connection "${name}" that you may use` };
      if (other !== undefined)
        return { problem: `You and the project both have a ${type} connection "${name}"` };
      return usable(row);
    };
  }

  /** Connectors have had other names. */
  #typeOf(type: string): string {
    return this.catalog.connector(type)?.description.type ?? type;
  }
}

const unnamed = 'The file names none: whoever exported it did not see the connection, or it was deleted';

/** One that other patterns alone may use would be refused to this one at every lease. */
function usable({ id, name, restrictions }: ConnectionRow): ReturnType<Find> {
  return restrictions?.patternIds === undefined
    ? { id }
    : { problem: `"${name}" is restricted to other patterns` };
}
