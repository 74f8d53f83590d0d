import { Module } from '@nestjs/common';
import { NamedSecrets } from '../connections/named-secrets.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { InlineKeeper } from './inline-keeper.js';
import { InlineOpener } from './inline-opener.js';
import { InlineSecrets } from './inline-secrets.js';

/** Credentials that are typed into a node instead of being saved as a connection. */
@Module({
  imports: [SecretsModule],
  providers: [InlineKeeper, InlineOpener, InlineSecrets, NamedSecrets],
  exports: [InlineKeeper, InlineOpener],
})
export class InlineModule {}
