import { Global, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Redactor } from '@patchbay/redaction';
import type { Server } from 'node:http';
import { AuditService } from '../audit/audit.service.js';
import { DataPaths } from '../bootstrap/data-directory.js';
import { CONFIG, type Config } from '../config/config.js';
import { Readiness } from '../health/readiness.js';
import { Log } from '../logging/log.js';
import { ConnectionFacts } from './connection-facts.js';
import { configuredOptions } from './configured-options.js';
import type { PoolOptions } from './pool/pool-options.js';
import { RunnerGateway } from './runner-gateway.js';
import { RunnerPool, type PoolStatus } from './runner-pool.js';
import { RunnersLifecycle } from './runners.lifecycle.js';

/** The processes that run plugin code. */
@Global()
@Module({
  providers: [
    ConnectionFacts,
    {
      provide: RunnerPool,
      inject: [CONFIG, DataPaths, Redactor, Log, Readiness, AuditService, HttpAdapterHost, ConnectionFacts],
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
  { typesOf, grantOf }: ConnectionFacts,
): RunnerPool {
  const address = () => (adapter.httpAdapter.getHttpServer() as Server).address();
  const onViolation = recordViolations(log, audit);
  const configured = configuredOptions(config, paths, address);
  const options = { ...configured, redactor, log, onViolation, typesOf, grantOf };
  const pool = new RunnerPool(options, (status) => {
    readiness.runner(status.ok ? { ok: true } : { ok: false, detail: status.detail ?? '' });
  });
  readiness.useIsolation(() => describeIsolation(pool.status()));
  return pool;
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
  const { rung, description, network, refused } = isolation;
  return { rung, description, network, refused: refused.map((each) => ({ ...each })), runners };
}
