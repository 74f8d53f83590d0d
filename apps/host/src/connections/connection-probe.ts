import { Injectable } from '@nestjs/common';
import type { Delivery, NotifyInput, TestAnswer } from '@patchbay/contracts';
import type { OpenedConnection } from '@patchbay/protocol';
import { Redactor } from '@patchbay/redaction';
import { AuditService } from '../audit/audit.service.js';
import { actorOf, type Caller } from '../http/caller.js';
import { RunnerGateway } from '../runners/runner-gateway.js';

/** Sends a connection's values to a runner, which tests them on a client of its own; keeps nothing but the audit. */
@Injectable()
export class ConnectionProbe {
  constructor(
    private readonly runners: RunnerGateway,
    private readonly redactor: Redactor,
    private readonly audit: AuditService,
  ) {}

  /**
   * @param subjectId the saved connection whose secrets go out, if any
   * @throws PatchbayError `audit-unavailable` before anything was sent, or a `runner-*` problem
   */
  test(caller: Caller, connection: OpenedConnection, subjectId: string | null): Promise<TestAnswer> {
    return this.#ask(caller, connection, subjectId, 'connection.tested', {});
  }

  /** Delivers a message to people through a connection that can notify; `outcome` tells whether it went out. */
  notify(caller: Caller, connection: OpenedConnection, message: NotifyInput): Promise<TestAnswer> {
    const { connectionId } = connection;
    return this.#ask(caller, connection, connectionId, 'connection.notified', {
      delivery: { kind: 'notify', message },
    });
  }

  async #ask(
    caller: Caller,
    connection: OpenedConnection,
    subjectId: string | null,
    action: string,
    more: { delivery?: Delivery },
  ): Promise<TestAnswer> {
    await this.#record(caller, subjectId, action, connection.connectorType);
    const options = { projectId: caller.projectId, deadlineMs, ...more };
    const { outcome, latencyMs, message } = await this.runners.test(connection, options);
    const shown =
      message === undefined ? {} : { message: this.redactor.redactAndTruncate(message, longestMessage) };
    return { ok: outcome === 'ok', outcome, latencyMs: Math.round(latencyMs), ...shown };
  }

  /** A test sends the secrets out, so it is recorded before, like a lease. */
  #record(caller: Caller, subjectId: string | null, action: string, type: string): Promise<void> {
    const entry = {
      projectId: caller.projectId,
      actor: actorOf(caller),
      action,
      subjectType: 'connection',
    };
    return this.audit.append({ ...entry, subjectId, details: { type } });
  }
}

const deadlineMs = 10_000;
const longestMessage = 1000;
