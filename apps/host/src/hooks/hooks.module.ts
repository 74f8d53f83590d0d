import { Module } from '@nestjs/common';
import { PatternsModule } from '../patterns/patterns.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { HookListener } from './hook-listener.js';
import { HooksService } from './hooks.service.js';
import { ResumeService } from './resume.service.js';

/** Webhooks from outside. */
@Module({
  imports: [PatternsModule, RunsModule],
  providers: [HooksService, ResumeService, HookListener],
  exports: [HookListener],
})
export class HooksModule {}
