import { Module, type DynamicModule } from '@nestjs/common';
import { AuditModule } from './audit/audit.module.js';
import { CoreModule, type Core } from './core.module.js';
import { HealthModule } from './health/health.module.js';
import { HttpModule } from './http/http.module.js';
import { PluginsModule } from './plugins/plugins.module.js';
import { ProjectsModule } from './projects/projects.module.js';
import { UsersModule } from './users/users.module.js';

/** Every module of the host, those that others build on first. */
const modules = [
  AuditModule,
  HealthModule,
  HttpModule,
  ProjectsModule,
  UsersModule,
  PluginsModule,
];

@Module({})
export class AppModule {
  static with(core: Core): DynamicModule {
    return { module: AppModule, imports: [CoreModule.with(core), ...modules] };
  }
}
