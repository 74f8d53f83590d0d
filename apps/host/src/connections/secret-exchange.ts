import { Injectable } from '@nestjs/common';
import type { RotationAnswer, RotationStatus, TestAnswer } from '@patchbay/contracts';
import { isPatchbayError, PatchbayError } from '@patchbay/errors';
import type { JsonObject } from '@patchbay/fields';
import { AuditService } from '../audit/audit.service.js';
import { updateRows } from '../database/rows.js';
import { Store } from '../database/store.js';
import { now } from '../database/table.js';
import { actorOf, type Caller } from '../http/caller.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { type Candidate, CandidateTrials, type Trial } from './candidate-trials.js';
import { ConnectionEvents } from './connection-events.js';
import { storeSecretUses } from './connection-secret-uses.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { detailOf } from './connection-view.js';
import { connectionTable, type ConnectionRow } from './connection.table.js';
import { SecretHistory } from './secret-history.js';
import { shadowReport } from './shadow-report.js';
import { SurroundingsReader } from './surroundings.js';
import { insertTest } from './test-records.js';
import { versionConflict } from './version-conflict.js';

export interface ExchangeOptions {
  forceSave: boolean;
  dryRun: boolean;
  reason: string | null;
  isRollback: boolean;
  /** Whose values of named secrets the test uses; `development` when absent. */
  environment?: string | undefined;
}

/** Test, snapshot, commit: the one way in which live secrets give way to others. */
@Injectable()
export class SecretExchange {
  constructor(
    private readonly store: Store,
    private readonly catalog: CatalogService,
    private readonly trials: CandidateTrials,
    private readonly secrets: ConnectionSecrets,
    private readonly history: SecretHistory,
    private readonly surroundings: SurroundingsReader,
    private readonly audit: AuditService,
    private readonly events: ConnectionEvents,
  ) {}

  /** @throws PatchbayError `rotation-test-failed` or a `runner-*` problem before anything has changed */
  async run(
    caller: Caller,
    row: ConnectionRow,
    opened: JsonObject,
    candidate: Candidate,
    options: ExchangeOptions,
  ): Promise<RotationAnswer> {
    const trial = this.trials.of(caller, row, candidate, options.environment);
    const test = await testOrNone(trial, options);
    const { manager } = this.store;
    const shadow = await shadowReport(manager, this.catalog, row, test, (steps) => trial.probe(steps));
    const testStatus = statusOf(test, options);
    const report = { testStatus, test, shadow };
    if (options.dryRun) return this.#answer(row, { committed: false, historyId: null, ...report });
    if (test?.ok !== true && !options.forceSave) {
      await this.#record(caller, row, 'connection.rotationFailed', { outcome: test?.outcome ?? null });
      throw new PatchbayError('rotation-test-failed', {
        detail: 'Nothing was changed. The members test and shadow say what failed.',
        extra: { test, shadow },
      });
    }
    const { changed, historyId } = await this.#commit(caller, row, opened, candidate, {
      test,
      testStatus,
      options,
    });
    this.events.changed(row.id, changed.version);
    return this.#answer(changed, { committed: true, historyId, ...report });
  }

  async #commit(
    caller: Caller,
    row: ConnectionRow,
    opened: JsonObject,
    { secrets, ...stored }: Candidate,
    { test, testStatus, options }: Proof,
  ): Promise<{ changed: ConnectionRow; historyId: string }> {
    const at = now();
    const version = row.version + 1;
    const secretsSealed = this.secrets.seal({ ...row, sealedVersion: version }, secrets);
    const sealed = { secretsSealed, sealedVersion: version, secretsSetAt: at, revokedAt: null };
    const tested = { lastTest: test, lastTestedAt: test === null ? null : at };
    const changes = { ...stored, ...sealed, ...tested, version, updatedAt: at };
    const historyId = await this.store.transaction(async (manager) => {
      const replacement = { actor: actorOf(caller), reason: options.reason, testStatus };
      const kept = await this.history.keep(manager, row, opened, replacement);
      const where = { id: row.id, version: row.version };
      if ((await updateRows(manager, connectionTable, where, changes)) === 0) throw versionConflict();
      await storeSecretUses(manager, this.catalog.connector(row.type)?.fields, { ...row, ...stored }, row);
      if (test !== null) await insertTest(manager, { id: row.id, version }, test, at);
      const action = options.isRollback ? 'connection.rolledBack' : 'connection.rotated';
      await this.#record(caller, row, action, { version, testStatus, historyId: kept }, manager);
      return kept;
    });
    return { changed: { ...row, ...changes }, historyId };
  }

  async #answer(row: ConnectionRow, rotation: RotationAnswer['rotation']): Promise<RotationAnswer> {
    const around = await this.surroundings.of(this.store.manager, [row]);
    return { ...detailOf(row, around(row)), rotation };
  }

  #record(
    caller: Caller,
    { id: subjectId, projectId, name }: ConnectionRow,
    action: string,
    details: Record<string, unknown>,
    manager?: Parameters<AuditService['append']>[1],
  ): Promise<void> {
    const entry = { projectId, actor: actorOf(caller), action, subjectType: 'connection', subjectId };
    return this.audit.append({ ...entry, details: { name, ...details } }, manager);
  }
}

interface Proof {
  test: TestAnswer | null;
  testStatus: RotationStatus;
  options: ExchangeOptions;
}

async function testOrNone(trial: Trial, { forceSave }: ExchangeOptions): Promise<TestAnswer | null> {
  try {
    return await trial.test();
  } catch (error) {
    // Saving by force is for when no test can be made; that the attempt cannot be recorded is no such case.
    if (forceSave && isPatchbayError(error) && error.code.startsWith('runner-')) return null;
    throw error;
  }
}

function statusOf(test: TestAnswer | null, { isRollback }: ExchangeOptions): RotationStatus {
  if (test === null) return 'skipped';
  if (!test.ok) return 'failed';
  return isRollback ? 'rollback' : 'passed';
}
