import { Injectable } from '@nestjs/common';
import type { TestAnswer } from '@patchbay/contracts';
import type { OpenedConnection, ProbedStep, StepToProbe } from '@patchbay/protocol';
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
   * What these steps would meet with values that are not stored as they are; those of one plugin.
   * @throws PatchbayError `secret-value-missing`, `audit-unavailable` before anything was sent, `connect-*`, or a
   * `runner-*` problem
   */
  async probeParts(
    caller: Caller,
    connection: Omit<OpenedConnection, 'config'>,
    parts: Parts,
    { environment, subjectId }: { environment: string; subjectId: string | null },
    steps: StepToProbe[],
  ): Promise<ProbedStep[]> {
    const named = await this.named.find(caller.projectId, parts, environment);
    await this.#record(caller, 'connection.probed', connection.connectorType, subjectId, named);
    const opened = { ...connection, ...this.named.fill(parts, named) };
    const probed = await this.runners.probe(opened, { projectId: caller.projectId, deadlineMs, steps });
    return probed.map(({ outcome, message }) => ({ outcome, ...this.#shown(message) }));
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
    await this.#record(caller, 'connection.tested', connection.connectorType, subjectId, named);
    const options = { projectId: caller.projectId, deadlineMs };
    const { outcome, latencyMs, message } = await this.runners.test(connection, options);
    return { ok: outcome === 'ok', outcome, latencyMs: Math.round(latencyMs), ...this.#shown(message) };
  }

  #shown(message: string | undefined): { message?: string } {
    return message === undefined ? {} : { message: this.redactor.redactAndTruncate(message, longestMessage) };
  }

  /** It sends the secrets out, so it is recorded before, like a lease. */
  #record(
    caller: Caller,
    action: 'connection.tested' | 'connection.probed',
    type: string,
    subjectId: string | null,
    named: readonly FoundSecret[],
  ): Promise<void> {
    const whom = { projectId: caller.projectId, actor: actorOf(caller) };
    const reason = { reason: action, ...(subjectId === null ? {} : { connectionId: subjectId }) };
    return this.audit.append([
      { ...whom, action, subjectType: 'connection', subjectId, details: { type } },
      ...secretEntries(named, whom, reason),
    ]);
  }
}

const deadlineMs = 10_000;
const longestMessage = 1000;
