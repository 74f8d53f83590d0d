import { Injectable } from '@nestjs/common';
import type { Delivery, DeliveryAnswer, TestOutcome } from '@patchbay/contracts';
import { PatchbayError, type ProblemCode } from '@patchbay/errors';
import { Redactor } from '@patchbay/redaction';
import { AuditService } from '../audit/audit.service.js';
import { Store } from '../database/store.js';
import { actorOf, type Caller } from '../http/caller.js';
import { RunnerGateway } from '../runners/runner-gateway.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionRows } from './connection-rows.js';

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
    const row = await this.rows.require(this.store.manager, caller, id);
    const opened = await this.opener.open(row);
    // The secrets go out, so it is recorded before, like a lease.
    await this.audit.append({
      projectId: caller.projectId,
      actor: actorOf(caller),
      action: delivery.kind === 'notify' ? 'connection.notified' : 'connection.messageSent',
      subjectType: 'connection',
      subjectId: row.id,
      details: { type: row.type },
    });
    const options = { projectId: caller.projectId, deadlineMs, delivery };
    const { outcome, latencyMs, message = '' } = await this.runners.test(opened, options);
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
