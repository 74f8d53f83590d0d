import { Injectable } from '@nestjs/common';
import type { ConnectionListQuery, ConnectionPage } from '@patchbay/contracts';
import type { SelectQueryBuilder } from 'typeorm';
import { CatalogService } from '../plugins/catalog.service.js';
import type { ConnectionRow } from './connection.table.js';

type Query = SelectQueryBuilder<ConnectionRow>;
type Filter = Pick<ConnectionListQuery, 'type' | 'types' | 'category' | 'capability' | 'usable'>;

/** Which connections a slot could take, and why it cannot take the others. */
@Injectable()
export class ConnectionChoices {
  constructor(private readonly catalog: CatalogService) {}

  narrow(query: Query, filter: Filter): void {
    const fitting = this.#fitting(filter);
    if (fitting !== undefined)
      query.andWhere('connection.type IN (:...fitting)', { fitting: orNone(fitting) });
    if (filter.usable !== true) return;
    query
      .andWhere('connection.disabled = :off AND connection.quarantined = :off', { off: false })
      .andWhere('connection.type IN (:...available)', { available: orNone(this.#available()) });
  }

  /** Counts what `usable` leaves out of a list that is not narrowed yet. */
  async hidden(query: Query, filter: Filter): Promise<NonNullable<ConnectionPage['hidden']>> {
    const fitting = this.#fitting(filter);
    const available = this.#available();
    const groups = await query
      .select('connection.type', 'type')
      .addSelect('connection.disabled', 'disabled')
      .addSelect('connection.quarantined', 'quarantined')
      .addSelect('COUNT(*)', 'count')
      .groupBy('connection.type')
      .addGroupBy('connection.disabled')
      .addGroupBy('connection.quarantined')
      .getRawMany<Group>();
    const counts = { notFitting: 0, disabled: 0, quarantined: 0, unavailable: 0 };
    for (const { type, disabled, quarantined, count } of groups) {
      if (fitting?.includes(type) === false) counts.notFitting += Number(count);
      else if (isTrue(quarantined)) counts.quarantined += Number(count);
      else if (isTrue(disabled)) counts.disabled += Number(count);
      else if (!available.includes(type)) counts.unavailable += Number(count);
    }
    return counts;
  }

  /** Undefined when any type will do. A type that no plugin declares any more is still to be found by its name. */
  #fitting({ type, types, category, capability }: Filter): string[] | undefined {
    const named = [...(type === undefined ? [] : [type]), ...(types === undefined ? [] : types.split(','))];
    const wanted = named.map((name) => this.catalog.connector(name)?.description.type ?? name);
    if (category === undefined && capability === undefined) return named.length === 0 ? undefined : wanted;
    return this.catalog
      .connectors()
      .map(({ description }) => description)
      .filter((known) => category === undefined || known.category === category)
      .filter((known) => capability === undefined || known.capabilities.includes(capability))
      .map((known) => known.type)
      .filter((known) => named.length === 0 || wanted.includes(known));
  }

  #available(): string[] {
    return this.catalog
      .connectors()
      .filter(({ description }) => description.available)
      .map(({ description }) => description.type);
  }
}

interface Group {
  type: string;
  /** SQLite has no booleans. */
  disabled: boolean | number;
  quarantined: boolean | number;
  count: number | string;
}

function isTrue(value: boolean | number): boolean {
  return value === true || value === 1;
}

/** `IN ()` is no SQL; no type is called by the empty text. */
export function orNone(types: string[]): string[] {
  return types.length === 0 ? [''] : types;
}
