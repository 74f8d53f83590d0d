import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { Log } from '../logging/log.js';
import { PatternsService } from '../patterns/patterns.service.js';
import { Memberships } from '../projects/memberships.js';
import { createShopDatabase } from './shop-database.js';
import { welcomePattern } from './welcome-pattern.js';

/** On fresh data: a small shop, a connection to it, and a pattern that shows the main job in one click. */
@Injectable()
export class SampleService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly connections: ConnectionsService,
    private readonly patterns: PatternsService,
    private readonly memberships: Memberships,
    private readonly log: Log,
  ) {}

  /** A sample that cannot be made must not keep Patchbay from starting; the log says why. */
  async create(): Promise<void> {
    try {
      const caller = await this.memberships.operator();
      const file = join(this.config.dataDirectory, 'files', 'shop.db');
      if (!existsSync(file)) createShopDatabase(file);
      const connection = await this.connections.create(caller, {
        name: 'Sample shop',
        type: 'sqlite',
        description: 'A small SQLite database with the orders of a shop, to try things out.',
        config: { path: file },
      });
      await this.patterns.create(caller, welcomePattern(connection.id));
    } catch (error) {
      this.log.error('The sample could not be made', error);
    }
  }
}
