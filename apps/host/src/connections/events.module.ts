import { Module } from '@nestjs/common';
import { ConnectionEvents } from './connection-events.js';

/** Apart, because secrets tell of changes too, and connections are built on secrets. */
@Module({ providers: [ConnectionEvents], exports: [ConnectionEvents] })
export class EventsModule {}
