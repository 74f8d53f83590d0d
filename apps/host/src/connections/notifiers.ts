import { Injectable } from '@nestjs/common';
import { PatchbayError } from '@patchbay/errors';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ConnectionRows } from './connection-rows.js';

/** Checks which connection may tell about another one's tests. */
@Injectable()
export class Notifiers {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
  ) {}

  /**
   * Only one that the caller sees: else a colleague's personal connection could be made to send messages.
   * @throws PatchbayError `validation-failed` for one that is not there or cannot notify
   */
  async refuseUnfit(caller: Caller, id: string | null | undefined): Promise<void> {
    if (id === undefined || id === null) return;
    const seen = await this.rows
      .visible(this.store.manager, caller)
      .andWhere('connection.id = :id', { id })
      .getOne();
    const capabilities = this.catalog.connector(seen?.type ?? '')?.description.capabilities ?? [];
    if (capabilities.includes('notifier')) return;
    throw new PatchbayError('validation-failed', {
      errors: [{ pointer: '/notifyConnectionId', detail: 'is no connection that can notify' }],
    });
  }
}
