import { Injectable } from '@nestjs/common';
import type { FieldMap } from '@patchbay/fields';
import { ConnectionEvents } from '../connections/connection-events.js';
import { connectionSecretHistoryTable } from '../connections/connection-secret-history.table.js';
import { connectionBinding, historyBinding } from '../connections/connection-secrets.js';
import { connectionTable } from '../connections/connection.table.js';
import { inlineSecretTable } from '../inline/inline-secret.table.js';
import { inlineBinding } from '../inline/inline-secrets.js';
import { patternTable } from '../patterns/pattern.table.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { secretValueTable } from '../secrets/secret.table.js';
import { secretValueBinding } from '../secrets/secret-values.js';
import { BackfillGraphs } from './backfill-graphs.js';
import { type BackfillPlace, placeOf } from './backfill-place.js';
import { Instance } from './instance.js';
import { SealedJson } from './sealed-json.js';
import { isSealed, readUnsealed, splitAnew } from './unsealed.js';

/** What has to be looked through. Not the end of the audit log: sealing a readable one would vouch for whoever put it there. */
@Injectable()
export class BackfillPlaces {
  constructor(
    private readonly catalog: CatalogService,
    private readonly sealed: SealedJson,
    private readonly instance: Instance,
    private readonly events: ConnectionEvents,
    private readonly graphs: BackfillGraphs,
  ) {}

  all(): BackfillPlace[] {
    // The graphs last: what they name is sealed by then.
    return [this.#connections(), this.#history(), this.#secretValues(), this.#inline(), this.graphs.place()];
  }

  #connections(): BackfillPlace {
    return placeOf({
      table: connectionTable,
      column: 'secretsSealed',
      keys: ['id'],
      match: ['version'],
      // Clients that runners have open were opened with a version before.
      sealed: ([id = '']) => {
        this.events.changed(id);
      },
      changesOf: (_, row) => {
        const text = row.secretsSealed;
        const binding = connectionBinding(this.instance.id, row);
        const parts = splitAnew(this.#fieldsOf(row.type), { ...row, text }, () =>
          this.sealed.open(binding, text),
        );
        if (parts === undefined) return Promise.resolve(undefined);
        const { secrets, ...plain } = parts;
        // Another version, so that what was sealed of it before opens no more.
        const next = { version: row.version + 1, sealedVersion: row.version + 1 };
        const secretsSealed = this.sealed.seal(
          connectionBinding(this.instance.id, { ...row, ...next }),
          secrets,
        );
        // A lease of the readable row found that it does not open, and said so.
        return Promise.resolve({ ...plain, ...next, secretsSealed, quarantined: false });
      },
    });
  }

  #history(): BackfillPlace {
    return placeOf({
      table: connectionSecretHistoryTable,
      column: 'secretsSealed',
      keys: ['id'],
      changesOf: async (manager, row) => {
        const text = row.secretsSealed;
        const owner = await manager.findOneBy(connectionTable, { id: row.connectionId });
        if (owner === null) return undefined;
        const binding = historyBinding(this.instance.id, owner, row);
        const parts = splitAnew(this.#fieldsOf(owner.type), { ...row, text }, () =>
          this.sealed.open(binding, text),
        );
        if (parts === undefined) return undefined;
        const { secrets, ...plain } = parts;
        return { ...plain, secretsSealed: this.sealed.seal(binding, secrets) };
      },
    });
  }

  #secretValues(): BackfillPlace {
    return placeOf({
      table: secretValueTable,
      column: 'valueSealed',
      keys: ['secretId', 'environment'],
      changesOf: (_, row) => {
        const text = row.valueSealed;
        if (isSealed(text)) return Promise.resolve(undefined);
        const valueSealed = this.sealed.seal(secretValueBinding(this.instance.id, row), text);
        return Promise.resolve({ valueSealed });
      },
    });
  }

  #inline(): BackfillPlace {
    return placeOf({
      table: inlineSecretTable,
      column: 'secretsSealed',
      keys: ['id'],
      changesOf: async (manager, row) => {
        const text = row.secretsSealed;
        const pattern = await manager.findOneBy(patternTable, { id: row.patternId });
        if (isSealed(text) || pattern === null) return undefined;
        const binding = inlineBinding(this.instance.id, { ...row, projectId: pattern.projectId });
        return { secretsSealed: this.sealed.seal(binding, readUnsealed(text)) };
      },
    });
  }

  /** Undefined for a connector that is not installed: then only what lies in the sealed column is known to be secret. */
  #fieldsOf(type: string): FieldMap | undefined {
    return this.catalog.connector(type)?.fields;
  }
}
