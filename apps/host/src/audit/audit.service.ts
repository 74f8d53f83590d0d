import { Injectable } from '@nestjs/common';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import type { EntityManager } from 'typeorm';
import { directOver } from '../database/direct.js';
import { Store } from '../database/store.js';
import { AuditAnchor } from './audit-anchor.js';
import type { AuditEntry } from './audit-entry.js';
import { AuditGroup } from './audit-group.js';
import { appendRecords } from './append-records.js';

/** The append-only log. Whoever acts appends first; when that fails, the action fails. */
@Injectable()
export class AuditService {
  /** Leases come in bursts: those that come together share one write to the disk. */
  readonly #gathered: AuditGroup;

  constructor(
    private readonly store: Store,
    private readonly anchor: AuditAnchor,
  ) {
    this.#gathered = new AuditGroup(store.group, anchor);
  }

  /**
   * Appends inside the transaction of what is recorded, or in one of its own when there is none. Several entries
   * share one transaction and so one write to disk.
   * @throws PatchbayError `audit-unavailable`, `key-rotated` on a host that another one's rotation left behind
   */
  async append(entries: AuditEntry | readonly AuditEntry[], manager?: EntityManager): Promise<void> {
    if (manager === undefined) this.store.refuseInsideTransaction();
    const list = Array.isArray(entries) ? (entries as readonly AuditEntry[]) : [entries as AuditEntry];
    try {
      if (manager === undefined) await this.#gathered.add(list);
      else await appendRecords(directOver(manager), this.anchor, list);
    } catch (cause) {
      if (isPatchbayError(cause) && cause.code === 'key-rotated') throw cause;
      throw new PatchbayError('audit-unavailable', {
        detail: 'Nothing was done, because it could not be recorded.',
        cause,
      });
    }
  }
}
