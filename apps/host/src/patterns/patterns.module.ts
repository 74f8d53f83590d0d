import { Module } from '@nestjs/common';
import { HookTable } from '../hooks/hook-table.js';
import { WebhookActivation } from '../hooks/webhook-activation.js';
import { PatternChecks } from './pattern-checks.js';
import { PatternsController } from './patterns.controller.js';
import { PatternsService } from './patterns.service.js';
import { VersionCache } from './version-cache.js';

/** Saved patterns, and which of them are live. */
@Module({
  controllers: [PatternsController],
  providers: [PatternsService, PatternChecks, VersionCache, WebhookActivation, HookTable],
  exports: [PatternsService, VersionCache, WebhookActivation, HookTable],
})
export class PatternsModule {}
