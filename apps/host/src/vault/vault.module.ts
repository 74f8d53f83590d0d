import { Module } from '@nestjs/common';
import { KeyRotation } from './key-rotation.js';
import { KeyTerms } from './key-terms.js';
import { Rewrapper } from './rewrapper.js';
import { VaultStatusReader } from './vault-status.js';
import { VaultController } from './vault.controller.js';

/** The master key while it is in use: what is sealed under it, and how it is changed. */
@Module({
  controllers: [VaultController],
  providers: [KeyTerms, Rewrapper, VaultStatusReader, KeyRotation],
  exports: [KeyRotation],
})
export class VaultModule {}
