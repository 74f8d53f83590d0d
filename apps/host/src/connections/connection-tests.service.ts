import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConnectionTestInput, TestAnswer, TestRecord } from '@patchbay/contracts';
import { PatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import { type FindOptionsWhere, IsNull } from 'typeorm';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import type { Caller } from '../http/caller.js';
import { page, type PageQuery } from '../http/page.js';
import type { CatalogConnector } from '../plugins/catalog.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { defaultEnvironment } from '../secrets/environment.table.js';
import { EnvironmentsService } from '../secrets/environments.service.js';
import { planCreate, planOverride, secretsOf } from './config-plan.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionProbe } from './connection-probe.js';
import { ConnectionRows } from './connection-rows.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { connectionTestTable, type ConnectionTestRow } from './connection-test.table.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import type { Parts } from './named-secrets.js';
import { poolOf } from './pool.js';
import { insertTest } from './test-records.js';

/** Tests connections in a runner, on a client of its own; saved ones are recorded. */
@Injectable()
export class ConnectionTestsService {
  constructor(
    private readonly store: Store,
    private readonly rows: ConnectionRows,
    private readonly catalog: CatalogService,
    private readonly opener: ConnectionOpener,
    private readonly secrets: ConnectionSecrets,
    private readonly probe: ConnectionProbe,
    private readonly environments: EnvironmentsService,
  ) {}

  /** @param environment whose values of named secrets are tested; `development` when absent */
  async testSaved(caller: Caller, id: string, environment?: string): Promise<TestAnswer> {
    const row = await this.rows.require(this.store.manager, caller, id);
    if (environment !== undefined) await this.environments.require(caller.projectId, environment);
    return (await this.testRow(caller, row, 'manual', new Date(), environment)).test;
  }

  /** `recorded` is false when the connection was changed or deleted during the test. */
  async testRow(
    caller: Caller,
    row: ConnectionRow,
    trigger: ConnectionTestRow['trigger'],
    at: Date,
    environment?: string,
  ): Promise<{ test: TestAnswer; recorded: boolean }> {
    const { connection, named } = await this.opener.open(row, { environment });
    const test = await this.probe.test(caller, connection, row.id, named);
    return { test, recorded: await this.#recordOutcome(row, test, trigger, at.toISOString()) };
  }

  /** Values that are not saved; with `connectionId` its stored secrets stand in for those that are kept. */
  async testUnsaved(caller: Caller, input: ConnectionTestInput): Promise<TestAnswer> {
    const connector = this.catalog.requireConnector(input.type);
    const { environment = defaultEnvironment } = input;
    await this.environments.require(caller.projectId, environment);
    const parts =
      input.connectionId === undefined
        ? complete(connector, input.config as JsonObject)
        : await this.#override(caller, connector, input.connectionId, input.config as JsonObject);
    // Secrets alone: a host name that was tried once would be missing from every log and message for good.
    this.secrets.hide(parts.secrets);
    const { type: connectorType } = connector.description;
    const pool = poolOf({ pool: {}, config: parts.config });
    const which = { connectionId: randomUUID(), version: 1, connectorType, pool };
    const { connectionId: subjectId = null } = input;
    return this.probe.testParts(caller, which, parts, { environment, subjectId });
  }

  /**
   * Takes down that the server refused the credentials of this version to a step.
   * @returns undefined when something newer is known of the connection than when `row` was read
   */
  async recordRefusal(row: ConnectionRow, at: Date): Promise<TestAnswer | undefined> {
    const answer: TestAnswer = { ok: false, outcome: 'authFailed', latencyMs: 0, message: refusedToStep };
    const isNews = { lastTestedAt: row.lastTestedAt ?? IsNull() };
    const recorded = await this.#recordOutcome(row, answer, 'run', at.toISOString(), isNews);
    return recorded ? answer : undefined;
  }

  async history(
    caller: Caller,
    id: string,
    query: PageQuery,
  ): Promise<{ items: TestRecord[]; nextCursor: string | null }> {
    await this.rows.require(this.store.manager, caller, id);
    const found = this.store.manager
      .createQueryBuilder(connectionTestTable, 'test')
      .where('test.connectionId = :id', { id });
    const { rows, nextCursor } = await page(found, 'test', 'testedAt', query);
    return { items: rows.map(recordOf), nextCursor };
  }

  async #override(
    caller: Caller,
    { fields, description }: CatalogConnector,
    id: string,
    given: JsonObject,
  ): Promise<Parts> {
    const row = await this.rows.require(this.store.manager, caller, id);
    if (row.type !== description.type) {
      throw new PatchbayError('validation-failed', {
        errors: [{ pointer: '/type', detail: `The connection is of the type ${row.type}` }],
      });
    }
    this.opener.refuseUnusable(row);
    const plan = planOverride(fields, row, given);
    const opened = plan.secrets.keep.length === 0 ? {} : await this.opener.openSecrets(row);
    return { fields, config: plan.config, secrets: secretsOf(plan, opened) };
  }

  #recordOutcome(
    { id, version }: ConnectionRow,
    answer: TestAnswer,
    trigger: ConnectionTestRow['trigger'],
    testedAt: string,
    only: FindOptionsWhere<ConnectionRow> = {},
  ): Promise<boolean> {
    return this.store.transaction(async (manager) => {
      // Gone or changed meanwhile: the answer says nothing about what is stored now.
      const outcome = { lastTest: answer, lastTestedAt: testedAt };
      if ((await updateRows(manager, connectionTable, { id, version, ...only }, outcome)) === 0) return false;
      await insertTest(manager, { id, version }, answer, testedAt, trigger);
      return true;
    });
  }
}

const refusedToStep = 'The server refused the credentials to a step of a run.';

function complete({ fields }: CatalogConnector, given: JsonObject): Parts {
  const plan = planCreate(fields, given);
  return { fields, config: plan.config, secrets: secretsOf(plan) };
}

function recordOf({ id, outcome, latencyMs, message, testedAt, trigger }: ConnectionTestRow): TestRecord {
  return {
    id,
    ok: outcome === 'ok',
    outcome,
    latencyMs,
    testedAt,
    trigger,
    ...(message === null ? {} : { message }),
  };
}
