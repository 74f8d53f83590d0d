import { Global, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Redactor } from '@patchbay/redaction';
import { In } from 'typeorm';
import type { Server } from 'node:http';
import { AuditService } from '../audit/audit.service.js';
import { DataPaths } from '../bootstrap/data-directory.js';
import { CONFIG, type Config } from '../config/config.js';
import { connectionTable } from '../connections/connection.table.js';
import { Store } from '../database/store.js';
import { Readiness } from '../health/readiness.js';
import { Log } from '../logging/log.js';
import { configuredOptions } from './configured-options.js';
import type { PoolOptions } from './pool/pool-options.js';
import { RunnerGateway } from './runner-gateway.js';
import { RunnerPool, type PoolStatus } from './runner-pool.js';
import { RunnersLifecycle } from './runners.lifecycle.js';

/** The processes that run plugin code. */
@Global()
@Module({
  providers: [
    {
      provide: RunnerPool,
      inject: [CONFIG, DataPaths, Redactor, Log, Readiness, AuditService, HttpAdapterHost, Store],
      useFactory: createPool,
    },
    { provide: RunnerGateway, useExisting: RunnerPool },
    RunnersLifecycle,
  ],
  exports: [RunnerPool, RunnerGateway],
})
export class RunnersModule {}

function createPool(
  config: Config,
  paths: DataPaths,
  redactor: Redactor,
  log: Log,
  readiness: Readiness,
  audit: AuditService,
  adapter: HttpAdapterHost,
  store: Store,
): RunnerPool {
  const address = () => (adapter.httpAdapter.getHttpServer() as Server).address();
  const onViolation = recordViolations(log, audit);
  const typesOf = connectorTypes(store);
  const options = { ...configuredOptions(config, paths, address), redactor, log, onViolation, typesOf };
  const pool = new RunnerPool(options, (status) => {
    readiness.runner(status.ok ? { ok: true } : { ok: false, detail: status.detail ?? '' });
  });
  readiness.useIsolation(() => describeIsolation(pool.status()));
  return pool;
}

function connectorTypes(store: Store): PoolOptions['typesOf'] {
  return async (ids) => {
    const select = { id: true, type: true } as const;
    const found = await store.manager.find(connectionTable, { select, where: { id: In([...ids]) } });
    return new Map(found.map(({ id, type }) => [id, type]));
  };
}

function recordViolations(log: Log, audit: AuditService): PoolOptions['onViolation'] {
  return ({ projectId, runnerId, reason }) => {
    log.warn('A runner broke the rules and was stopped', { runnerId, reason });
    const entry = {
      actor: 'system',
      action: 'runner.stopped',
      subjectType: 'runner',
      subjectId: `${runnerId}`,
    };
    audit.append({ projectId: projectId ?? null, ...entry, details: { reason } }).catch((error: unknown) => {
      log.error('The audit record of a stopped runner could not be written', error);
    });
  };
}

function describeIsolation({ isolation, runners }: PoolStatus): ReturnType<Readiness['isolation']> {
  if (!isolation) return undefined;
  const { rung, description, refused } = isolation;
  return { rung, description, refused: refused.map((each) => ({ ...each })), runners };
}
