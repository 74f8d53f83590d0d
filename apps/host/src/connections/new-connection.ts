import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConnectionCreate } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { hostSummary, type JsonObject, type MergePlan } from '@patchbay/fields';
import { now } from '../database/table.js';
import type { Caller } from '../http/caller.js';
import type { CatalogConnector } from '../plugins/catalog.js';
import { planCreate, secretsOf } from './config-plan.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { nameSpaceOf } from './connection-rows.js';
import type { ConnectionRow } from './connection.table.js';
import { nextTest } from './test-schedule.js';

/** What describes a connection besides its configuration. */
type Described = Omit<ConnectionCreate, 'type' | 'config'>;

/** Makes the row of a new connection: checked, split and sealed. */
@Injectable()
export class NewConnection {
  constructor(private readonly secrets: ConnectionSecrets) {}

  build(
    caller: Caller,
    connector: CatalogConnector,
    input: ConnectionCreate,
  ): { row: ConnectionRow; plan: MergePlan } {
    const plan = planCreate(connector.fields, input.config as JsonObject);
    return { row: this.rowOf(caller, connector, input, plan), plan };
  }

  rowOf(caller: Caller, connector: CatalogConnector, input: Described, plan: MergePlan): ConnectionRow {
    const bound = {
      id: randomUUID(),
      projectId: caller.projectId,
      type: connector.description.type,
      sealedVersion: 1,
    };
    const secretsSealed = this.secrets.seal(bound, secretsOf(plan));
    return {
      ...bound,
      ...describing(caller, input),
      ...initial(),
      ...storedPart(connector, plan),
      secretsSealed,
    };
  }
}

/** The columns that a plan decides, but for the sealed blob. */
export function storedPart(
  connector: CatalogConnector,
  { config, secretKeys }: MergePlan,
): Pick<ConnectionRow, 'config' | 'secretKeys' | 'hostSummary'> {
  return { config, secretKeys, hostSummary: hostSummary(connector.fields, config) ?? null };
}

/** @throws PatchbayError when nobody could ever see the connection */
export function ownerOf(caller: Caller, scope: ConnectionRow['scope']): string | null {
  if (caller.userId !== undefined) return caller.userId;
  if (scope === 'project') return null;
  throw new PatchbayError('validation-failed', {
    errors: [{ pointer: '/scope', detail: 'The operator has no personal connections; log in as a user' }],
  });
}

function describing(caller: Caller, input: Described) {
  const { name, description = '', tags = [], scope = 'project', outputSchemas = [], pool = {} } = input;
  const { testSchedule = 'off', notifyConnectionId = null, restrictions = null } = input;
  const ownerId = ownerOf(caller, scope);
  return {
    name,
    description,
    tags,
    metadata: input.metadata ?? {},
    scope,
    outputSchemas,
    pool,
    restrictions,
    ownerId,
    nameSpace: nameSpaceOf(scope, ownerId),
    testSchedule,
    nextTestAt: nextTest(testSchedule, new Date()),
    notifyConnectionId,
  };
}

function initial() {
  const at = now();
  return {
    secretsSetAt: at,
    disabled: false,
    revokedAt: null,
    quarantined: false,
    version: 1,
    lastUsedAt: null,
    lastTestedAt: null,
    lastTest: null,
    failureAnnouncedAt: null,
    createdAt: at,
    updatedAt: at,
  };
}
