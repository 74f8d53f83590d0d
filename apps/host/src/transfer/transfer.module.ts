import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { ExistingConnections } from './existing.js';
import { ConnectionExporter } from './exporter.js';
import { ConnectionImporter } from './importer.js';
import { Mapper } from './mapping/mapper.js';
import { EntryPlanner } from './plan-entry.js';
import { PlanDigest } from './plan-digest.js';
import { SmartPaste } from './smart-paste.js';
import { TransferController } from './transfer.controller.js';

@Module({
  imports: [ConnectionsModule],
  controllers: [TransferController],
  providers: [
    Mapper,
    ExistingConnections,
    EntryPlanner,
    PlanDigest,
    ConnectionExporter,
    ConnectionImporter,
    SmartPaste,
  ],
})
export class TransferModule {}
