import { Module } from '@nestjs/common';
import { VersionCache } from './version-cache.js';

/** Apart, because the backfill changes versions too, and patterns are built on what it looks through. */
@Module({ providers: [VersionCache], exports: [VersionCache] })
export class VersionsModule {}
