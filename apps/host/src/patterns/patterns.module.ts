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
import { VersionsModule } from './versions.module.js';

/** Saved patterns, and which of them are live. */
@Module({
  imports: [ConnectionsModule, InlineModule, VersionsModule],
  controllers: [PatternsController, ConnectionReplacementController],
  providers: [
    PatternsService,
    ConnectionReplacer,
    ReplacementChecks,
    PatternChecks,
    WebhookActivation,
    HookTable,
  ],
  exports: [PatternsService, VersionsModule, WebhookActivation, HookTable],
})
export class PatternsModule {}
