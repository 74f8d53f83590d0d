import { Inject, Injectable } from '@nestjs/common';
import type { ExportFile } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { joinConfig, splitConfig } from '@patchbay/fields';
import { AuditService } from '../audit/audit.service.js';
import { CONFIG, type Config } from '../config/config.js';
import { ConnectionOpener } from '../connections/connection-opener.js';
import { ConnectionRows } from '../connections/connection-rows.js';
import type { ConnectionRow } from '../connections/connection.table.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { type ExportedConnection, plainFile, sealedFile } from './export-file.js';

/** Writes connections into a file: what may be read, or everything under a passphrase. */
@Injectable()
export class ConnectionExporter {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly opener: ConnectionOpener,
    private readonly audit: AuditService,
  ) {}

  /** @throws PatchbayError `connection-not-found` when the caller does not see one of `ids` */
  async plain(caller: Caller, ids: readonly string[] | undefined): Promise<ExportFile> {
    const rows = await this.#rows(caller, ids);
    return plainFile(
      rows.map((row) => {
        // What an older version of the connector kept readable may be secret by now.
        const split = splitConfig(this.catalog.connector(row.type)?.fields, row.config);
        const secretKeys = [...new Set([...split.secretKeys, ...row.secretKeys])];
        return exported(row, split.config, secretKeys);
      }),
    );
  }

  /**
   * With every secret. Recorded for each connection before anything is opened.
   * @throws PatchbayError `forbidden` for whoever does not own the machine, unless the configuration allows it;
   * `connection-quarantined`, `audit-unavailable`
   */
  async sealed(caller: Caller, ids: readonly string[] | undefined, passphrase: string): Promise<ExportFile> {
    this.#refuseStranger(caller);
    const rows = await this.#rows(caller, ids);
    await this.#record(caller, rows);
    const connections: ExportedConnection[] = [];
    for (const row of rows) {
      const config = joinConfig(row.config, await this.opener.openSecrets(row));
      connections.push(exported(row, config, row.secretKeys));
    }
    return sealedFile(connections, passphrase);
  }

  /** Whoever chooses the passphrase can read the file: a stolen session would carry off every secret. */
  #refuseStranger(caller: Caller): void {
    if (caller.kind === 'operator' || this.config.exportSecrets === 'admin') return;
    throw new PatchbayError(
      'forbidden',
      'Secrets are exported only on the machine itself, by the owner of the data directory, unless PATCHBAY_EXPORT_SECRETS is "admin".',
    );
  }

  async #rows(caller: Caller, ids: readonly string[] | undefined): Promise<ConnectionRow[]> {
    const query = this.rows.visible(this.store.manager, caller);
    if (ids !== undefined) query.andWhere('connection.id IN (:...ids)', { ids });
    const rows = await query.orderBy('connection.name').addOrderBy('connection.id').getMany();
    if (ids !== undefined && rows.length !== new Set(ids).size)
      throw new PatchbayError('connection-not-found');
    return rows;
  }

  async #record(caller: Caller, rows: readonly ConnectionRow[]): Promise<void> {
    const { projectId } = caller;
    const common = { projectId, actor: actorOf(caller), action: 'connection.exported' };
    const entries = rows.map(({ id: subjectId, name, version }) => {
      return { ...common, subjectType: 'connection', subjectId, details: { name, version } };
    });
    for (let from = 0; from < entries.length; from += atOnce)
      await this.audit.append(entries.slice(from, from + atOnce));
  }
}

const atOnce = 500;

function exported(
  { id, name, type, scope, description, tags, metadata, outputSchemas, pool }: ConnectionRow,
  config: ExportedConnection['config'],
  secretKeys: string[],
): ExportedConnection {
  return { id, name, type, scope, description, tags, metadata, outputSchemas, pool, config, secretKeys };
}
