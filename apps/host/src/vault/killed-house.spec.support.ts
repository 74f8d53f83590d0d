import 'reflect-metadata';
import { Global, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { openCore } from '../bootstrap/start-host.js';
import { Shutdown } from '../bootstrap/shutdown.js';
import { readConfig } from '../config/read-config.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { CoreModule, type Core } from '../core.module.js';
import { HealthModule } from '../health/health.module.js';
import { NestLogger } from '../logging/nest-logger.js';
import { CatalogLoader } from '../plugins/catalog-loader.js';
import { CatalogService } from '../plugins/catalog.service.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { configuredOptions } from '../runners/configured-options.js';
import { RunnerGateway } from '../runners/runner-gateway.js';
import { RunnerPool } from '../runners/runner-pool.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { TransferModule } from '../transfer/transfer.module.js';
import { UsersModule } from '../users/users.module.js';
import { VaultModule } from './vault.module.js';

/** What a house is opened with: the settings of a host that was stopped. */
export type HouseSettings = Readonly<Record<string, string>>;

/**
 * The real store and services of a host, without its port and its runners: many fit into one process, and are
 * killed with it. Tests of connections end at once, since no runner is there.
 */
export async function openHouse(settings: HouseSettings): Promise<INestApplicationContext> {
  const { config, handedOver } = readConfig({ ...settings });
  const shutdown = new Shutdown();
  const { core } = await openCore(config, handedOver, shutdown);
  const pool = await closedPool(core);
  await (catalogRead ??= readCatalog(core, pool));
  return NestFactory.createApplicationContext(HouseModule.with(core, pool), {
    logger: new NestLogger(core.log),
    abortOnError: false,
  });
}

/** All houses of a process have the same plugins, so they are read once. */
const catalog = new CatalogService();
let catalogRead: Promise<void> | undefined;

async function readCatalog({ config, store, log }: Core, pool: RunnerPool): Promise<void> {
  const loader = new CatalogLoader(config, store, pool, catalog, log);
  await loader.onModuleInit();
  await loader.load();
}

async function closedPool({ config, paths, redactor, log }: Core): Promise<RunnerPool> {
  const options = configuredOptions(config, paths, () => null);
  const none = {
    onViolation: () => undefined,
    typesOf: () => Promise.resolve(new Map<string, string>()),
    grantOf: () => undefined,
  };
  const pool = new RunnerPool({ ...options, ...none, redactor, log });
  await pool.shutdown(0);
  return pool;
}

@Global()
@Module({})
class HouseModule {
  static with(core: Core, pool: RunnerPool): DynamicModule {
    const services = [AuditModule, HealthModule, ProjectsModule, UsersModule, SecretsModule];
    const shared = [
      { provide: RunnerPool, useValue: pool },
      { provide: RunnerGateway, useExisting: RunnerPool },
      { provide: CatalogService, useValue: catalog },
    ];
    return {
      module: HouseModule,
      imports: [CoreModule.with(core), ...services, ConnectionsModule, TransferModule, VaultModule],
      providers: shared,
      exports: shared,
    };
  }
}
