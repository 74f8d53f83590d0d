import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { PatternsModule } from '../patterns/patterns.module.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { SampleService } from './sample.service.js';

@Module({
  imports: [ConnectionsModule, PatternsModule, ProjectsModule],
  providers: [SampleService],
  exports: [SampleService],
})
export class SampleModule {}
