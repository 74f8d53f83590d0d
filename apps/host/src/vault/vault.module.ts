import { Module } from '@nestjs/common';
import { EventsModule } from '../connections/events.module.js';
import { VersionsModule } from '../patterns/versions.module.js';
import { BackfillGraphs } from './backfill-graphs.js';
import { Backfill } from './backfill.js';
import { BackfillPlaces } from './backfill-places.js';
import { KeyRotation } from './key-rotation.js';
import { KeyTerms } from './key-terms.js';
import { Rewrapper } from './rewrapper.js';
import { VaultStatusReader } from './vault-status.js';
import { VaultController } from './vault.controller.js';

/** The master key while it is in use: what is sealed under it, and how it is changed. */
@Module({
  imports: [EventsModule, VersionsModule],
  controllers: [VaultController],
  providers: [KeyTerms, Rewrapper, VaultStatusReader, KeyRotation, BackfillGraphs, BackfillPlaces, Backfill],
  exports: [KeyRotation],
})
export class VaultModule {}
