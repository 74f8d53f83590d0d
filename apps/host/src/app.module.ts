import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { CoreModule, type Core } from './core.module.js';
import { HealthModule } from './health/health.module.js';
import { HooksModule } from './hooks/hooks.module.js';
import { HttpModule } from './http/http.module.js';
import { PatternsModule } from './patterns/patterns.module.js';
import { PluginsModule } from './plugins/plugins.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { RunnersModule } from './runners/runners.module.js';
import { RunsModule } from './runs/runs.module.js';
import { SampleModule } from './sample/sample.module.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { TransferModule } from './transfer/transfer.module.js';
import { UsersModule } from './users/users.module.js';
import { VaultModule } from './vault/vault.module.js';

/** Every module of the host, those that others build on first. */
const modules = [
  AuditModule,
  HealthModule,
  HttpModule,
  ProjectsModule,
  UsersModule,
  RunnersModule,
  PluginsModule,
  SecretsModule,
  ConnectionsModule,
  PatternsModule,
  RunsModule,
  HooksModule,
  TransferModule,
  SampleModule,
  VaultModule,
];

@Module({})
export class AppModule {
  static with(core: Core): DynamicModule {
    return { module: AppModule, imports: [CoreModule.with(core), ...modules] };
  }
}
