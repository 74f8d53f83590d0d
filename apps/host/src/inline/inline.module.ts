import { Module } from '@nestjs/common';
import { InlineKeeper } from './inline-keeper.js';
import { InlineOpener } from './inline-opener.js';
import { InlineSecrets } from './inline-secrets.js';

/** Credentials that are typed into a node instead of being saved as a connection. */
@Module({ providers: [InlineKeeper, InlineOpener, InlineSecrets], exports: [InlineKeeper, InlineOpener] })
export class InlineModule {}
