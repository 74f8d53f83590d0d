import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { HookTable } from '../hooks/hook-table.js';
import { WebhookActivation } from '../hooks/webhook-activation.js';
import { InlineModule } from '../inline/inline.module.js';
import { ConnectionReplacementController } from './connection-replacement.controller.js';
import { ConnectionReplacer } from './connection-replacer.js';
import { PatternChecks } from './pattern-checks.js';
import { PatternList } from './pattern-list.js';
import { PatternsController } from './patterns.controller.js';
import { PatternsService } from './patterns.service.js';
import { ReplacementChecks } from './replacement-checks.js';
import { ConnectionFinder } from './transfer/connection-finder.js';
import { PatternExporter } from './transfer/pattern-exporter.js';
import { PatternImporter } from './transfer/pattern-importer.js';
import { PatternTransferController } from './transfer/pattern-transfer.controller.js';
import { VersionsModule } from './versions.module.js';

/** Saved patterns, and which of them are live. */
@Module({
  imports: [ConnectionsModule, InlineModule, VersionsModule],
  controllers: [PatternsController, ConnectionReplacementController, PatternTransferController],
  providers: [
    PatternsService,
    PatternList,
    ConnectionReplacer,
    ReplacementChecks,
    PatternChecks,
    ConnectionFinder,
    PatternExporter,
    PatternImporter,
    WebhookActivation,
    HookTable,
  ],
  exports: [PatternsService, VersionsModule, WebhookActivation, HookTable],
})
export class PatternsModule {}
