import { Module } from '@nestjs/common';
import { HttpModule } from '../http/http.module.js';
import { PatternsModule } from '../patterns/patterns.module.js';
import { PluginsModule } from '../plugins/plugins.module.js';
import { RunsModule } from '../runs/runs.module.js';
import { CallGuards } from './callers/call-guards.js';
import { AwaitedForms } from './forms/awaited-forms.js';
import { OpenedForms } from './forms/opened-forms.js';
import { HookListener } from './hook-listener.js';
import { HooksService } from './hooks.service.js';
import { ResumeService } from './resume.service.js';

/** Webhooks from outside. */
@Module({
  imports: [HttpModule, PatternsModule, PluginsModule, RunsModule],
  providers: [AwaitedForms, CallGuards, OpenedForms, HooksService, ResumeService, HookListener],
  exports: [HookListener],
})
export class HooksModule {}
