import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TestAnswer } from '@patchbay/contracts';
import type { JsonObject } from '@patchbay/fields';
import type { Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { defaultEnvironment } from '../secrets/environment.table.js';
import { ConnectionProbe } from './connection-probe.js';
import { ConnectionSecrets } from './connection-secrets.js';
import type { ConnectionRow } from './connection.table.js';
import { poolOf } from './pool.js';
import type { AskProbes } from './step-probes.js';

/** What would be live: the plain part and all secrets. */
export interface Candidate extends Pick<ConnectionRow, 'config' | 'secretKeys' | 'hostSummary'> {
  secrets: JsonObject;
}

/** What can be asked of values before they take the place of the live ones. */
export interface Trial {
  /** @throws PatchbayError a `runner-*` problem, `audit-unavailable` */
  test: () => Promise<TestAnswer>;
  probe: AskProbes;
}

/** Tries values that are not stored, on clients of their own. */
@Injectable()
export class CandidateTrials {
  constructor(
    private readonly catalog: CatalogService,
    private readonly probes: ConnectionProbe,
    private readonly secrets: ConnectionSecrets,
  ) {}

  /** @param environment whose values of named secrets are tried */
  of(
    caller: Caller,
    row: ConnectionRow,
    { config, secrets }: Candidate,
    environment = defaultEnvironment,
  ): Trial {
    this.secrets.hide(secrets);
    const parts = { fields: this.catalog.requireConnector(row.type).fields, config, secrets };
    const connection = {
      // Not the connection's own id: what is tried must not meet the clients that live steps share.
      connectionId: randomUUID(),
      version: 1,
      connectorType: row.type,
      pool: poolOf({ pool: row.pool, config }),
    };
    const where = { environment, subjectId: row.id };
    return {
      test: () => this.probes.testParts(caller, connection, parts, where),
      probe: (steps) => this.probes.probeParts(caller, connection, parts, where, steps),
    };
  }
}
