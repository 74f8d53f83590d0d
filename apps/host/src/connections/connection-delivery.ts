import { Injectable } from '@nestjs/common';
import type { Delivery, DeliveryAnswer, TestOutcome } from '@patchbay/contracts';
import { PatchbayError, type ProblemCode } from '@patchbay/errors';
import { Redactor } from '@patchbay/redaction';
import { AuditService } from '../audit/audit.service.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { RunnerGateway } from '../runners/runner-gateway.js';
import { secretEntries } from '../secrets/secret-audit.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionRows } from './connection-rows.js';
import type { ConnectionRow } from './connection.table.js';

/** Sends notifications and messages through saved connections, outside of runs. */
@Injectable()
export class ConnectionDelivery {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly opener: ConnectionOpener,
    private readonly runners: RunnerGateway,
    private readonly redactor: Redactor,
    private readonly audit: AuditService,
  ) {}

  /** @throws PatchbayError `connect-*` or `egress-refused` when it was not delivered, `audit-unavailable` before */
  async deliver(caller: Caller, id: string, delivery: Delivery): Promise<DeliveryAnswer> {
    return this.send(caller, await this.rows.require(this.store.manager, caller, id), delivery);
  }

  /** Like `deliver`, through a connection that was found already. */
  async send(caller: Caller, row: ConnectionRow, delivery: Delivery): Promise<DeliveryAnswer> {
    const { connection, named } = await this.opener.open(row);
    const whom = { projectId: caller.projectId, actor: actorOf(caller) };
    const action = delivery.kind === 'notify' ? 'connection.notified' : 'connection.messageSent';
    const sent = {
      ...whom,
      action,
      subjectType: 'connection',
      subjectId: row.id,
      details: { type: row.type },
    };
    // The secrets go out, so it is recorded before, like a lease.
    const leased = secretEntries(named, whom, { connectionId: row.id, reason: action });
    await this.audit.append([sent, ...leased]);
    const options = { projectId: caller.projectId, deadlineMs, delivery };
    const { outcome, latencyMs, message = '' } = await this.runners.test(connection, options);
    if (outcome === 'ok') return { ok: true, latencyMs: Math.round(latencyMs) };
    throw new PatchbayError(problems[outcome], this.redactor.redactAndTruncate(message, longestMessage));
  }
}

/** A slow mail server may take longer than a test does. */
const deadlineMs = 30_000;
const longestMessage = 1000;

const problems: Record<Exclude<TestOutcome, 'ok'>, ProblemCode> = {
  authFailed: 'connect-auth-failed',
  unreachable: 'connect-unreachable',
  timeout: 'connect-timeout',
  tls: 'connect-tls',
  refusedByPolicy: 'egress-refused',
  protocol: 'connect-protocol',
  unsupported: 'connect-unsupported',
};
