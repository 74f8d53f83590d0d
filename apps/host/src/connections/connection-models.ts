import { Injectable } from '@nestjs/common';
import type { ModelList } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import { AuditService } from '../audit/audit.service.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { RunnerGateway } from '../runners/runner-gateway.js';
import { secretEntries } from '../secrets/secret-audit.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionRows } from './connection-rows.js';

const deadlineMs = 10_000;
const maxModels = 2_000;

/** Tells what a connection can read, within the schemas that it was restricted to. */
@Injectable()
export class ConnectionModels {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly opener: ConnectionOpener,
    private readonly runners: RunnerGateway,
    private readonly audit: AuditService,
  ) {}

  /** @throws PatchbayError `validation-failed` for a schema outside, `connect-*`, `connection-disabled` */
  async list(caller: Caller, id: string, schema: string | undefined): Promise<ModelList> {
    const row = await this.rows.require(this.store.manager, caller, id);
    const schemas = chosen(row.outputSchemas, schema);
    const { connection, named } = await this.opener.open(row);
    const whom = { projectId: caller.projectId, actor: actorOf(caller) };
    const action = 'connection.modelsListed';
    const subject = { subjectType: 'connection', subjectId: id, details: { type: row.type } };
    // The secrets go out, so it is recorded before, like a lease.
    const leased = secretEntries(named, whom, { connectionId: id, reason: action });
    await this.audit.append([{ ...whom, action, ...subject }, ...leased]);
    const options = { projectId: caller.projectId, deadlineMs, schemas, maxModels };
    const list = await this.runners.models(connection, options);
    // Asked again of the answer: a connector that ignores what it was asked for shows nothing more.
    const isAllowed = (each: { schema?: string }) =>
      schemas.length === 0 || each.schema === undefined || schemas.includes(each.schema);
    return { ...list, models: list.models.filter(isAllowed) };
  }
}

function chosen(allowed: readonly string[], wanted: string | undefined): string[] {
  if (wanted === undefined) return [...allowed];
  if (allowed.length === 0 || allowed.includes(wanted)) return [wanted];
  const detail = `is not among the schemas of this connection (${allowed.join(', ')})`;
  throw new PatchbayError('validation-failed', { errors: [{ pointer: '/schema', detail }] });
}
