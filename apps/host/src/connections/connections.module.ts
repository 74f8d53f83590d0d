import { Module } from '@nestjs/common';
import { ConnectionChanger } from './connection-changer.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionList } from './connection-list.js';
import { ConnectionOpener } from './connection-opener.js';
import { ConnectionRows } from './connection-rows.js';
import { ConnectionSecrets } from './connection-secrets.js';
import { ConnectionTestsService } from './connection-tests.service.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
import { NewConnection } from './new-connection.js';
import { SurroundingsReader } from './surroundings.js';

@Module({
  controllers: [ConnectionsController],
  providers: [
    ConnectionRows,
    ConnectionSecrets,
    ConnectionOpener,
    ConnectionEvents,
    ConnectionList,
    ConnectionChanger,
    ConnectionTestsService,
    ConnectionsService,
    NewConnection,
    SurroundingsReader,
  ],
  exports: [ConnectionsService, ConnectionEvents, ConnectionRows],
})
export class ConnectionsModule {}
