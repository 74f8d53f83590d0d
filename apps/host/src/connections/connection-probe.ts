import { Injectable } from '@nestjs/common';
import type { TestAnswer } from '@patchbay/contracts';
import type { OpenedConnection } from '@patchbay/protocol';
import { Redactor } from '@patchbay/redaction';
import { AuditService } from '../audit/audit.service.js';
import { actorOf, type Caller } from '../http/caller.js';
import { RunnerGateway } from '../runners/runner-gateway.js';
import { secretEntries } from '../secrets/secret-audit.js';
import type { FoundSecret } from '../secrets/secret-reader.js';
import { NamedSecrets, type Parts } from './named-secrets.js';

/** Sends a connection's values to a runner, which tests them on a client of its own; keeps nothing but the audit. */
@Injectable()
export class ConnectionProbe {
  constructor(
    private readonly runners: RunnerGateway,
    private readonly redactor: Redactor,
    private readonly audit: AuditService,
    private readonly named: NamedSecrets,
  ) {}

  /**
   * Like `test`, of values that are not stored as they are.
   * @throws PatchbayError also `secret-value-missing`
   */
  async testParts(
    caller: Caller,
    connection: Omit<OpenedConnection, 'config'>,
    parts: Parts,
    { environment, subjectId }: { environment: string; subjectId: string | null },
  ): Promise<TestAnswer> {
    const named = await this.named.find(caller.projectId, parts, environment);
    return this.test(caller, { ...connection, ...this.named.fill(parts, named) }, subjectId, named);
  }

  /**
   * @param subjectId the saved connection whose secrets go out, if any
   * @param named the named secrets that go out with it
   * @throws PatchbayError `audit-unavailable` before anything was sent, or a `runner-*` problem
   */
  async test(
    caller: Caller,
    connection: OpenedConnection,
    subjectId: string | null,
    named: readonly FoundSecret[] = [],
  ): Promise<TestAnswer> {
    await this.#record(caller, connection.connectorType, subjectId, named);
    const options = { projectId: caller.projectId, deadlineMs };
    const { outcome, latencyMs, message } = await this.runners.test(connection, options);
    const shown =
      message === undefined ? {} : { message: this.redactor.redactAndTruncate(message, longestMessage) };
    return { ok: outcome === 'ok', outcome, latencyMs: Math.round(latencyMs), ...shown };
  }

  /** A test sends the secrets out, so it is recorded before, like a lease. */
  #record(
    caller: Caller,
    type: string,
    subjectId: string | null,
    named: readonly FoundSecret[],
  ): Promise<void> {
    const whom = { projectId: caller.projectId, actor: actorOf(caller) };
    const action = 'connection.tested';
    const reason = { reason: action, ...(subjectId === null ? {} : { connectionId: subjectId }) };
    return this.audit.append([
      { ...whom, action, subjectType: 'connection', subjectId, details: { type } },
      ...secretEntries(named, whom, reason),
    ]);
  }
}

const deadlineMs = 10_000;
const longestMessage = 1000;
