import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { connectionTable } from '../connections/connection.table.js';
import { Store } from '../database/store.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { namedDestinations } from './network/named-destinations.js';
import type { PoolOptions } from './pool/pool-options.js';

/** What the pool asks about connections. */
@Injectable()
export class ConnectionFacts implements Pick<PoolOptions, 'typesOf' | 'grantOf'> {
  constructor(
    private readonly store: Store,
    private readonly catalog: CatalogService,
  ) {}

  readonly typesOf: PoolOptions['typesOf'] = async (ids) => {
    const select = { id: true, type: true } as const;
    const found = await this.store.manager.find(connectionTable, { select, where: { id: In([...ids]) } });
    return new Map(found.map(({ id, type }) => [id, type]));
  };

  readonly grantOf: PoolOptions['grantOf'] = (connection) =>
    namedDestinations(this.catalog.connector(connection.connectorType)?.fields, connection);
}
