import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { HookTable } from '../hooks/hook-table.js';
import { WebhookActivation } from '../hooks/webhook-activation.js';
import { InlineModule } from '../inline/inline.module.js';
import { ConnectionReplacementController } from './connection-replacement.controller.js';
import { ConnectionReplacer } from './connection-replacer.js';
import { PatternChecks } from './pattern-checks.js';
import { PatternsController } from './patterns.controller.js';
import { PatternsService } from './patterns.service.js';
import { ReplacementChecks } from './replacement-checks.js';
import { VersionCache } from './version-cache.js';

/** Saved patterns, and which of them are live. */
@Module({
  imports: [ConnectionsModule, InlineModule],
  controllers: [PatternsController, ConnectionReplacementController],
  providers: [
    PatternsService,
    ConnectionReplacer,
    ReplacementChecks,
    PatternChecks,
    VersionCache,
    WebhookActivation,
    HookTable,
  ],
  exports: [PatternsService, VersionCache, WebhookActivation, HookTable],
})
export class PatternsModule {}
